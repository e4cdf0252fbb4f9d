package io.pinpipe.testkit.servers;

/**
 * A record as a stream holds it.
 *
 * @param stream the stream
 * @param shard the shard's id
 * @param sequenceNumber the record's place in its shard; compare as numbers, not as text
 * @param partitionKey the key
 * @param data the data read as UTF-8
 */
public record StreamRecord(String stream, String shard, String sequenceNumber, String partitionKey, String data) {}
