package io.pinpipe.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whether bytes are valid UTF-8, so that they can be a JSON string. */
final class Utf8Text {

    private Utf8Text() {}

    /** Why a value cannot be a JSON string, or null if it can. */
    static @Nullable String problem(byte[] value) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            return null;
        } catch (CharacterCodingException e) {
            return "its value is not UTF-8, and this transport carries text: send text, or use a transport that"
                    + " carries bytes";
        }
    }
}
