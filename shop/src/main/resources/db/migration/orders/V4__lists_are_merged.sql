-- Orders by age stand in the indexes by settled status, some six lists that are quickly merged: whoever wants all of them
-- reads from the newest end of each. An index for all would be written twice for each order.
DROP INDEX orders_newest;
DROP INDEX orders_newest_of_client;
