-- What happened to an order stood in five rows, each with an entry of an index that is hit anywhere. It stands in the
-- order's own row now, which changes with most of it anyway: text by topic and sequence. Of an invoice its row tells.
ALTER TABLE orders ADD COLUMN timeline jsonb NOT NULL DEFAULT '{}';

UPDATE orders SET timeline = told.entries
FROM (SELECT order_id,
             jsonb_object_agg(topic || '/' || sequence,
                              concat_ws(' ', type, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                                        record_partition, record_offset, detail)) AS entries
      FROM timeline WHERE topic <> 'billing.events' GROUP BY order_id) AS told
WHERE orders.id = told.order_id;

ALTER TABLE invoices ADD COLUMN record_partition integer, ADD COLUMN record_offset bigint;

UPDATE invoices SET record_partition = told.record_partition, record_offset = told.record_offset
FROM timeline AS told
WHERE told.order_id = invoices.order_id AND told.topic = 'billing.events' AND told.sequence = 0;

ALTER TABLE invoices ALTER COLUMN record_partition SET NOT NULL, ALTER COLUMN record_offset SET NOT NULL;

DROP TABLE timeline;

-- Rows grow with each change now.
ALTER TABLE orders SET (fillfactor = 33);
