package io.pinpipe.rest;

import java.util.stream.LongStream;

/** Responses of a Kafka REST proxy. */
final class Offsets {

    private Offsets() {}

    /** A 200 for a number of records, with offsets from the given one in partition 0. */
    static String from(long first, int records) {
        return of(LongStream.range(first, first + records)
                .mapToObj(Offsets::stored)
                .toArray(String[]::new));
    }

    static String of(String... entries) {
        return "{\"offsets\":[" + String.join(",", entries) + "],\"key_schema_id\":null,\"value_schema_id\":null}";
    }

    static String stored(long offset) {
        return "{\"partition\":0,\"offset\":" + offset + ",\"error_code\":null,\"error\":null}";
    }

    static String failed(int code, String error) {
        return "{\"partition\":null,\"offset\":null,\"error_code\":" + code + ",\"error\":\"" + error + "\"}";
    }

    static String failedInOtherDialect(int code, String message) {
        return "{\"error_code\":" + code + ",\"message\":\"" + message + "\"}";
    }
}
