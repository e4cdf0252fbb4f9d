package io.pinpipe.benchmarks.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pinpipe.Pin;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Jackson data binding for pins, with the names of the wire. Thread-safe. */
public final class Databind {

    /** A mapper for the wire format, for libraries that take one. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final ObjectWriter WRITER = MAPPER.writerFor(Pin.class);
    private static final ObjectReader READER = MAPPER.readerFor(Pin.class);

    private Databind() {}

    /**
     * Encodes a pin.
     *
     * @param pin the pin
     * @return its JSON
     */
    public static byte[] encode(Pin pin) {
        try {
            return WRITER.writeValueAsBytes(pin);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Pin decode(byte[] json) {
        try {
            return READER.readValue(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
