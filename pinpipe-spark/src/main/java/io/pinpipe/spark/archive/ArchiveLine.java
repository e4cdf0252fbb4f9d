package io.pinpipe.spark.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A record's value as one line of an archive.
 *
 * @param json compact JSON in UTF-8 without a line break, characters outside the BMP as pairs of escapes
 * @param wrapped whether the value was not JSON, so that the line is a JSON string that contains it
 */
record ArchiveLine(byte[] json, boolean wrapped) {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Converts any value to a line. JSON keeps its order and the digits of its numbers; a missing value becomes
     * {@code null}, other text a JSON string, and bytes that are not UTF-8 a JSON string in base64.
     */
    static ArchiveLine of(byte @Nullable [] value) {
        if (value == null) {
            return new ArchiveLine(NULL, false);
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(value.length + 16);
        try (JsonParser in = JSON.createParser(value);
                JsonGenerator out = JSON.createGenerator(line)) {
            if (copy(in, out)) {
                out.close();
                return new ArchiveLine(line.toByteArray(), false);
            }
        } catch (JsonProcessingException notJson) {
            // wrapped below
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ArchiveLine(text(textOf(value)), true);
    }

    /** Copies one document; returns false if there is none, or more than one. */
    private static boolean copy(JsonParser in, JsonGenerator out) throws IOException {
        int depth = 0;
        int documents = 0;
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
            if (token.isStructEnd()) {
                depth--;
            } else if (depth == 0 && ++documents > 1) {
                return false;
            }
            if (token.isStructStart()) {
                depth++;
            }
            if (token.isNumeric()) {
                out.writeNumber(in.getText());
            } else {
                out.copyCurrentEvent(in);
            }
        }
        return documents == 1;
    }

    private static String textOf(byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException notText) {
            return Base64.getEncoder().encodeToString(value);
        }
    }

    private static byte[] text(String text) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(text.length() + 16);
        try (JsonGenerator out = JSON.createGenerator(line)) {
            out.writeString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toByteArray();
    }
}
