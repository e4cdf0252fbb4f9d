package io.pinpipe.kafka;

import java.util.Locale;

/** How the producer packs its batches; Kafka's {@code compression.type}. Readers unpack by themselves. */
public enum Compression {
    /** As they are. */
    NONE,
    /** Small, and slow to pack. */
    GZIP,
    /** Fast, with a native library. */
    SNAPPY,
    /** Fast and about half the size; falls back to Java where its native library does not load. */
    LZ4,
    /** Smallest for its speed, with a native library and native memory. */
    ZSTD;

    String propertyValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
