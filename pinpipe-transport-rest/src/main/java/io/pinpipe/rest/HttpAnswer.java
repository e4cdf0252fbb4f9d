package io.pinpipe.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.transport.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** A response, read to its end or to a limit, and closed. Not thread-safe. */
final class HttpAnswer {

    private static final long BYTES = 64 * 1024;
    private static final long BYTES_A_RECORD = 4 * 1024;
    private static final long CHUNK = 8 * 1024;

    /** OkHttp's limit for headers and trailers together. */
    private static final long HEAD_BYTES = 512 * 1024;

    /** A tree takes many times the size of short names; an entry from the usual proxies has 10 tokens. */
    private static final long TOKENS = 4_096;

    private static final long TOKENS_A_RECORD = 64;

    /** How much of a text is searched for a message; how much of its end may be one half of a secret. */
    private static final int TEXT_BYTES = 64 * 1024;

    private static final int SECRET_CHARS = 8 * 1024;

    private static final Pattern MARKUP = Pattern.compile("<[^<>]*>");

    private static final int VALIDATION_ERRORS_MAX = 8;

    /** Field names are not interned across responses: a table of hostile ones would take longer than a request may. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** A response that contains a field twice is not trusted, whether for a record or an error. */
    private static final ObjectMapper JSON = new ObjectMapper(FACTORY.rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final Response response;
    private final byte[] body;
    private final boolean whole;
    private final long tokensMax;
    private final RequestRedactor redactor;
    private @Nullable JsonNode json;
    private boolean parsed;

    private HttpAnswer(Response response, byte[] body, boolean whole, long tokensMax) {
        this.response = response;
        this.body = body;
        this.whole = whole;
        this.tokensMax = tokensMax;
        this.redactor = new RequestRedactor(response.request().headers());
    }

    /**
     * Reads a response.
     *
     * @throws IOException if the body of a successful response is cut off; of a failed one, the status is enough
     */
    static HttpAnswer read(Response response, int records) throws IOException {
        long limit = bytesMax(records);
        Buffer buffer = new Buffer();
        boolean brokenOff = false;
        try (BufferedSource source = response.body().source()) {
            while (buffer.size() <= limit && source.read(buffer, CHUNK) >= 0) {
                // read on
            }
        } catch (IOException e) {
            if (response.isSuccessful()) {
                throw e;
            }
            brokenOff = true;
        }
        boolean whole = !brokenOff && buffer.size() <= limit;
        return new HttpAnswer(
                response,
                buffer.readByteArray(Math.min(buffer.size(), limit)),
                whole,
                TOKENS + TOKENS_A_RECORD * records);
    }

    /** The longest response that is read for a number of records, in bytes on the connection. */
    static long wireBytesMax(int records) {
        return HEAD_BYTES + bytesMax(records);
    }

    private static long bytesMax(int records) {
        return BYTES + BYTES_A_RECORD * records;
    }

    int status() {
        return response.code();
    }

    boolean isSuccessful() {
        return response.isSuccessful();
    }

    /** Whether the body is cut off, too long or corrupt, so that it may have contained more than could be read. */
    boolean isDamaged() {
        return !whole || (json() == null && body.length > 0 && body[0] == '{');
    }

    @Nullable
    String header(String name) {
        return response.header(name);
    }

    /** The date in a header, or null if it has none. */
    @Nullable
    Instant date(String name) {
        return response.headers().getInstant(name);
    }

    /** The body, or null if it is cut off or longer than any response should be. */
    byte @Nullable [] body() {
        return whole ? body : null;
    }

    /** The body, or null unless it is one JSON value. */
    @Nullable
    JsonNode json() {
        if (!parsed) {
            json = whole ? parse(body, tokensMax) : null;
            parsed = true;
        }
        return json;
    }

    String hop() {
        return Hop.of(request().url());
    }

    Request request() {
        return response.request();
    }

    /** The server's message: the {@code message} field of its JSON, else its text; redacted and shortened, may be empty. */
    String message() {
        JsonNode object = json();
        if (object != null && object.isObject()) {
            JsonNode message = object.path("message").isTextual() ? object.path("message") : object.path("Message");
            if (message.isTextual()) {
                return redactor.text(message.asText()) + validationErrors(object.path("validation_errors"));
            }
        }
        return redactor.text(text());
    }

    private String text() {
        String beginning = new String(body, 0, Math.min(body.length, TEXT_BYTES), StandardCharsets.UTF_8);
        String text = MARKUP.matcher(beginning).replaceAll(" ");
        return body.length <= TEXT_BYTES ? text : text.substring(0, Math.max(0, text.length() - SECRET_CHARS));
    }

    /** The bridge lists schema violations here; its message alone says nothing. */
    private String validationErrors(JsonNode errors) {
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < Math.min(errors.size(), VALIDATION_ERRORS_MAX); i++) {
            texts.add(
                    redactor.text(errors.get(i).isTextual() ? errors.get(i).asText() : String.valueOf(errors.get(i))));
        }
        return texts.isEmpty() ? "" : " (" + String.join("; ", texts) + ")";
    }

    /** Any other text of the response, redacted and shortened. */
    String quote(String text) {
        return redactor.text(text);
    }

    /** Who returned which status for which request: the beginning of most details. */
    String summary() {
        String message = message();
        return hop() + " returned " + status() + " for " + request().method() + " "
                + request().url().encodedPath() + (message.isEmpty() ? "" : ", '" + message + "'");
    }

    /** The outcome of a response that violates the protocol, so that nothing follows from it. */
    Outcome.Refused violation(String why) {
        return Outcome.protocol(summary() + ", " + why);
    }

    private static @Nullable JsonNode parse(byte[] body, long tokensMax) {
        try (JsonParser parser = new BoundedParser(JSON.getFactory().createParser(body), tokensMax)) {
            JsonNode node = JSON.readTree(parser);
            return node == null || parser.nextToken() != null ? null : node;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
