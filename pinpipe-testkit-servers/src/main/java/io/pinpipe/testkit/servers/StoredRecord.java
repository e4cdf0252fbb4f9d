package io.pinpipe.testkit.servers;

import org.jspecify.annotations.Nullable;

/**
 * A record stored by a broker.
 *
 * @param topic the topic
 * @param partition the partition, from 0
 * @param offset the record's offset in the partition, from 0
 * @param key the key decoded as UTF-8, or null when it has none
 * @param value the value decoded as UTF-8, or null when it has none
 */
public record StoredRecord(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        @Nullable String value) {}
