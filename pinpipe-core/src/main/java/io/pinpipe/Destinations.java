package io.pinpipe;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Maps each kind of post event to a topic or stream.
 *
 * <p>Immutable and thread-safe.
 */
public final class Destinations {

    /** Maximum length of a topic name: Kafka's {@code Topic.MAX_NAME_LENGTH}. */
    private static final int NAME_LENGTH_MAX = 249;

    private final Map<Kind, String> names;
    private final @Nullable String partitionKeyPrefix;

    private Destinations(Map<Kind, String> names, @Nullable String partitionKeyPrefix) {
        this.names = names;
        this.partitionKeyPrefix = partitionKeyPrefix;
    }

    /**
     * Kafka topics named {@code <userId>.pin}, {@code <userId>.geo} and {@code <userId>.user}.
     *
     * @param userId the prefix of the topics, such as {@code 0a1d8948160f}
     * @return the three topics
     * @throws IllegalArgumentException when a name would not be a legal topic name
     */
    public static Destinations topics(String userId) {
        return of(userId + ".pin", userId + ".geo", userId + ".user");
    }

    /**
     * Kinesis streams named {@code streaming-<userId>-pin}, {@code …-geo} and {@code …-user}.
     *
     * @param userId the middle part of the streams' names
     * @return the three streams
     * @throws IllegalArgumentException when a name would not be a legal stream name
     */
    public static Destinations streams(String userId) {
        String prefix = "streaming-" + userId + "-";
        return of(prefix + "pin", prefix + "geo", prefix + "user");
    }

    /**
     * One destination for all three kinds.
     *
     * @param name the topic or stream
     * @return the same name for every kind
     * @throws IllegalArgumentException when the name is illegal
     */
    public static Destinations shared(String name) {
        return of(name, name, name);
    }

    /**
     * One stream for all users and kinds, with the partition keys {@code <userId>-pin}, {@code <userId>-geo} and
     * {@code <userId>-user}.
     *
     * <p>A constant key sends all records of a kind to one shard, which accepts 1,000 records or 1 MB a second: use it
     * only where consumers rely on these keys.
     *
     * @param name the stream
     * @param userId the prefix of the partition keys
     * @return the same name for every kind
     * @throws IllegalArgumentException when the name or the user id is illegal
     */
    public static Destinations shared(String name, String userId) {
        return new Destinations(shared(name).names, legal(userId) + "-");
    }

    /**
     * Custom destinations, one for each kind.
     *
     * @param pin the destination of pins
     * @param geo the destination of places and times
     * @param user the destination of users
     * @return the three destinations
     * @throws IllegalArgumentException when a name is illegal
     */
    public static Destinations of(String pin, String geo, String user) {
        Map<Kind, String> names = new EnumMap<>(Kind.class);
        names.put(Kind.PIN, legal(pin));
        names.put(Kind.GEO, legal(geo));
        names.put(Kind.USER, legal(user));
        return new Destinations(names, null);
    }

    /**
     * Returns the destination of a kind.
     *
     * @param kind the kind
     * @return the topic or stream
     */
    public String of(Kind kind) {
        return Objects.requireNonNull(names.get(kind));
    }

    /**
     * Returns the partition key shared by all events of a kind.
     *
     * @param kind the kind
     * @return the key, or null when events are keyed by their index
     */
    public @Nullable String partitionKey(Kind kind) {
        return partitionKeyPrefix == null ? null : partitionKeyPrefix + kind.label();
    }

    /**
     * Returns the distinct destinations.
     *
     * @return one to three names, in the order pin, geo, user
     */
    public List<String> all() {
        return names.values().stream().distinct().toList();
    }

    @Override
    public String toString() {
        return String.join(", ", all());
    }

    /** Rejects names that are legal for neither Kafka nor Kinesis; Kinesis further limits names to 128 characters. */
    static String legal(String name) {
        if (!isLegal(name)) {
            throw new IllegalArgumentException("'" + name
                    + "' is not a legal topic or stream name: use 1 to 249 letters, digits, '.', '_' or '-'");
        }
        return name;
    }

    private static boolean isLegal(String name) {
        if (name.isEmpty() || name.length() > NAME_LENGTH_MAX || name.equals(".") || name.equals("..")) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean legal =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._-".indexOf(c) >= 0;
            if (!legal) {
                return false;
            }
        }
        return true;
    }
}
