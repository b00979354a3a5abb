-- An order's status changes some three times before it is settled, and stood in two indexes: each change wrote all six.
-- Lists ask for `settled` now, which is set once; orders that are not settled are few, and looked at one by one.
ALTER TABLE orders ADD COLUMN settled text;
UPDATE orders SET settled = status WHERE status NOT IN ('PENDING', 'AWAITING_PAYMENT');

DROP INDEX orders_newest_by_status;
DROP INDEX orders_newest_of_client_by_status;
CREATE INDEX orders_newest_settled ON orders (settled, placed_at, id);
CREATE INDEX orders_newest_settled_of_client ON orders (client, settled, placed_at, id);

-- Orders that came together change together, in one transaction: the page that has them needs room for all of them twice.
ALTER TABLE orders SET (fillfactor = 45);
