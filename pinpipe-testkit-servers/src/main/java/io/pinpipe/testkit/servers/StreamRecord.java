package io.pinpipe.testkit.servers;

/**
 * A record stored in a stream.
 *
 * @param stream the stream
 * @param shard the shard's id
 * @param sequenceNumber the record's position in its shard; compare numerically, not as text
 * @param partitionKey the key
 * @param data the data decoded as UTF-8
 */
public record StreamRecord(String stream, String shard, String sequenceNumber, String partitionKey, String data) {}
