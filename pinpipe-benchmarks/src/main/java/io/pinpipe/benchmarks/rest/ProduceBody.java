package io.pinpipe.benchmarks.rest;

import io.pinpipe.Pin;
import io.pinpipe.benchmarks.json.Databind;
import io.pinpipe.json.PostJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** The body of a produce request: {@code {"records":[{"key":7,"value":{…}},…]}}. */
final class ProduceBody {

    private ProduceBody() {}

    /** Encodes several pins, in the format of {@link io.pinpipe.rest.KafkaRestPublisher}. */
    static byte[] of(List<Pin> pins) {
        return of(pins, PostJson::encode);
    }

    /** Encodes one pin, with data binding. */
    static byte[] ofOne(Pin pin) {
        return of(List.of(pin), Databind::encode);
    }

    private static byte[] of(List<Pin> pins, Function<Pin, byte[]> encode) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String before = "{\"records\":[";
        for (Pin pin : pins) {
            body.writeBytes((before + "{\"key\":" + pin.index() + ",\"value\":").getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(encode.apply(pin));
            before = "},";
        }
        body.writeBytes("}]}".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }
}
