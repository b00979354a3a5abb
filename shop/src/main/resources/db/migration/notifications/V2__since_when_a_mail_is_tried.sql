-- Of the first attempt, or of the first one since staff asked for more; what is tried for too long is given up.
-- Of a message that was given up, due_at is when.
ALTER TABLE notifications.messages ADD COLUMN tried_since timestamptz;
