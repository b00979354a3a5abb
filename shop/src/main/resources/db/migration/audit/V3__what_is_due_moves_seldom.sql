-- An order's book changes some eight times; an index on what changes would be written as often.
DROP INDEX orders_waiting;

-- due_at may be earlier than what is really due, and is there for as long as anything is to come: for ever, where all of
-- that has been reported.
UPDATE orders SET due_at = 'infinity' WHERE due_at IS NULL AND waits_for IS NOT NULL;
