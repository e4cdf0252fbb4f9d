package io.pinpipe.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinpipe.replay.CheckpointStore.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The format of a checkpoint file, read strictly so that unrelated files are rejected. */
final class CheckpointJson {

    private static final String FORM = "pinpipe";
    private static final int FORM_NUMBER = 1;
    private static final String SOURCE = "source";
    private static final String TARGET = "target";
    private static final String INDEX = "index";
    private static final int FIELDS = 4;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CheckpointJson() {}

    static byte[] write(Checkpoint checkpoint) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put(FORM, FORM_NUMBER);
        line.put(SOURCE, checkpoint.source());
        line.put(TARGET, checkpoint.target());
        line.put(INDEX, checkpoint.index());
        try {
            return (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a checkpoint cannot be written as JSON", e);
        }
    }

    /**
     * Reads a whole file.
     *
     * @throws CheckpointException when it does not contain exactly one checkpoint
     */
    static Checkpoint read(Path file, byte[] bytes) {
        JsonNode line = parse(file, bytes);
        JsonNode form = field(file, line, FORM);
        if (!form.isInt() || form.intValue() != FORM_NUMBER) {
            throw foreign(file, "its field '" + FORM + "' is not " + FORM_NUMBER);
        }
        JsonNode source = field(file, line, SOURCE);
        JsonNode target = field(file, line, TARGET);
        JsonNode index = field(file, line, INDEX);
        if (!source.isTextual() || !target.isTextual()) {
            throw foreign(file, "source or target is not a text");
        }
        if (!index.isIntegralNumber() || !index.canConvertToLong()) {
            throw foreign(file, "its field '" + INDEX + "' is not an integer");
        }
        if (line.size() != FIELDS) {
            throw foreign(file, "it has unknown fields");
        }
        return new Checkpoint(source.textValue(), target.textValue(), index.longValue());
    }

    private static JsonNode parse(Path file, byte[] bytes) {
        JsonNode line;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.startsWith(BYTE_ORDER_MARK)) {
                throw foreign(file, "it begins with a byte order mark");
            }
            line = MAPPER.readTree(text);
        } catch (IOException e) {
            throw foreign(file, "it is not one JSON object", e);
        }
        if (!line.isObject()) {
            throw foreign(file, "it is not one JSON object");
        }
        return line;
    }

    private static JsonNode field(Path file, JsonNode line, String name) {
        JsonNode field = line.get(name);
        if (field == null) {
            throw foreign(file, "it has no field '" + name + "'");
        }
        return field;
    }

    static CheckpointException foreign(Path file, String why) {
        return foreign(file, why, null);
    }

    private static CheckpointException foreign(Path file, String why, @Nullable Throwable cause) {
        return new CheckpointException(
                "the file " + file + " is not a checkpoint, since " + why
                        + "; it was left unchanged: name another file," + " or restore the checkpoint",
                cause);
    }
}
