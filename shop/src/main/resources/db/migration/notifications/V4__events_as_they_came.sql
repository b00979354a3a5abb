-- Nothing is looked for inside of an event; taking it apart and putting it together again costs more than it is worth.
ALTER TABLE notifications.messages ALTER COLUMN event TYPE json;
ALTER TABLE notifications.messages ALTER COLUMN event SET STORAGE EXTERNAL;
