-- A message's row is written three times, what it tells never changes: so that stands beside the table, and is not
-- written again each time.
ALTER TABLE notifications.messages ALTER COLUMN event SET STORAGE EXTERNAL;
ALTER TABLE notifications.messages SET (toast_tuple_target = 128);
