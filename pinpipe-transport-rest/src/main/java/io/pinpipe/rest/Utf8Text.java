package io.pinpipe.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whether bytes are UTF-8, as a string of JSON can hold them. */
final class Utf8Text {

    private Utf8Text() {}

    /** Why a value cannot be a string of JSON, or null when it can. */
    static @Nullable String problem(byte[] value) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            return null;
        } catch (CharacterCodingException e) {
            return "its value is not UTF-8, and this wire carries text: send text, or use a transport that carries bytes";
        }
    }
}
