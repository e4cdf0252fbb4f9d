package io.pinpipe.kinesis;

import io.pinpipe.PostEvent;

/** How an event gets its partition key, which is the key on the wire and not the ordering key. */
@FunctionalInterface
interface PartitionKeys {

    /** The longest key that Kinesis takes, in characters: the API reference of {@code PutRecordsRequestEntry}. */
    int LENGTH_MAX = 256;

    /** A key of 1 to {@link #LENGTH_MAX} ASCII characters. */
    String of(PostEvent event);

    /** The index, as text: spreads events over all shards. */
    static PartitionKeys index() {
        return event -> Long.toString(event.index());
    }

    /** One constant key for each kind of one user: all in one shard each. */
    static PartitionKeys user(String userId) {
        return event -> userId + "-" + event.kind().label();
    }
}
