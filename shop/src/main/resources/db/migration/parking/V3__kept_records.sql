-- The record as it came, so that it can go on as soon as what stands in front of it has ended. Null where it is too large,
-- or was parked before there was this column: such a record waits for staff.
ALTER TABLE parked ADD COLUMN record bytea;
