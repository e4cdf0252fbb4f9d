package io.pinpipe.rds;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a credentials file without interpreting its values, so that {@code 007} stays a password of three characters.
 * No message quotes the file, and no cause is kept, since the parser's messages quote it.
 */
final class CredentialsFile {

    /** Far larger than any credentials file, even one with other settings. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_LEVELS = 100;

    private CredentialsFile() {}

    static Map<CredentialsKey, String> read(Path file) {
        Map<CredentialsKey, String> values = new EnumMap<>(CredentialsKey.class);
        Node root = parse(file);
        if (!(root instanceof MappingNode mapping)) {
            throw new IllegalArgumentException(file
                    + " is not a credentials file: it needs one \"KEY: value\" a line, such as \"HOST: localhost\"");
        }
        for (NodeTuple entry : mapping.getValue()) {
            Optional<CredentialsKey> key = entry.getKeyNode() instanceof ScalarNode name
                    ? CredentialsKey.named(name.getValue())
                    : Optional.empty();
            if (key.isEmpty() || entry.getValueNode().getTag().equals(Tag.NULL)) {
                continue;
            }
            String value = text(file, key.get(), entry.getValueNode());
            String earlier = values.put(key.get(), value);
            if (earlier != null && !earlier.equals(value)) {
                throw new IllegalArgumentException(
                        file + " sets " + key.get() + " twice, with different values: keep only one");
            }
        }
        return values;
    }

    private static Node parse(Path file) {
        LoadSettings settings = LoadSettings.builder().setLabel("credentials").build();
        try {
            byte[] yaml = bytes(file);
            requireShallow(file, new Parse(settings).parseInputStream(new ByteArrayInputStream(yaml)));
            return new Compose(settings)
                    .composeInputStream(new ByteArrayInputStream(yaml))
                    .orElseThrow(() -> new IllegalArgumentException(file + " is empty"));
        } catch (NoSuchFileException absent) {
            throw unreadable(file + " does not exist");
        } catch (MarkedYamlEngineException broken) {
            throw unreadable(file + " is not YAML" + at(broken.getProblemMark())
                    + ": put a value with special characters between single quotes");
        } catch (YamlEngineException | IOException broken) {
            throw unreadable(
                    file + " cannot be read as UTF-8 text: check that it is a YAML file and that its owner is you");
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw unreadable(file + " is not a credentials file: it has more than " + MOST_BYTES + " bytes");
            }
            return bytes;
        }
    }

    /** Composing nested nodes recurses as deep. */
    private static void requireShallow(Path file, Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > MOST_LEVELS) {
                throw unreadable(file + " is not a credentials file: its lists and maps are nested more than "
                        + MOST_LEVELS + " deep");
            }
        }
    }

    private static IllegalArgumentException unreadable(String message) {
        return new IllegalArgumentException(message);
    }

    private static String at(Optional<Mark> mark) {
        return mark.map(m -> " at line " + (m.getLine() + 1) + ", column " + (m.getColumn() + 1))
                .orElse("");
    }

    private static String text(Path file, CredentialsKey key, Node value) {
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new IllegalArgumentException(
                file + " sets " + key + " to a list or a map: write it as one text, between single quotes");
    }
}
