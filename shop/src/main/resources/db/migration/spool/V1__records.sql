-- Records on their way to a topic while Kafka is away. In good times there is nothing here.
CREATE TABLE records (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic            text        NOT NULL,
    key              text        NOT NULL,
    -- Another name that the record is asked for by.
    alias            text,
    value            bytea       NOT NULL,
    headers          bytea       NOT NULL,
    timestamp_millis bigint,
    spooled_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- When Kafka acknowledged it. The row stays for some seconds more, until all who follow the topic know the record.
    sent_at          timestamptz,
    UNIQUE (topic, key)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);

CREATE INDEX records_alias ON records (topic, alias);
CREATE INDEX records_waiting ON records (id) WHERE sent_at IS NULL;
CREATE INDEX records_sent ON records (sent_at) WHERE sent_at IS NOT NULL;
