package io.pinpipe.benchmarks.json;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.pinpipe.Pin;
import java.nio.charset.StandardCharsets;

/** Gson for pins, which reads and writes strings. Thread-safe. */
final class GsonPins {

    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private GsonPins() {}

    static byte[] encode(Pin pin) {
        return GSON.toJson(pin, Pin.class).getBytes(StandardCharsets.UTF_8);
    }

    static Pin decode(byte[] json) {
        return GSON.fromJson(new String(json, StandardCharsets.UTF_8), Pin.class);
    }
}
