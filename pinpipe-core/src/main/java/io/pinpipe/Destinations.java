package io.pinpipe;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which topic or stream each kind of event goes to.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Destinations {

    /** The longest name of a topic: Kafka's {@code Topic.MAX_NAME_LENGTH}. */
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
     * @param userId the topics' prefix, such as {@code 0a1d8948160f}
     * @return the three topics
     * @throws IllegalArgumentException when the names would not be legal topic names
     */
    public static Destinations topics(String userId) {
        return of(userId + ".pin", userId + ".geo", userId + ".user");
    }

    /**
     * Kinesis streams named {@code streaming-<userId>-pin}, {@code …-geo} and {@code …-user}.
     *
     * @param userId the middle part of the streams' names
     * @return the three streams
     * @throws IllegalArgumentException when the names would not be legal stream names
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
     * @throws IllegalArgumentException when the name is not legal
     */
    public static Destinations shared(String name) {
        return of(name, name, name);
    }

    /**
     * One stream for all users and kinds, told apart by the partition keys {@code <userId>-pin}, {@code <userId>-geo} and
     * {@code <userId>-user}.
     *
     * <p>A constant key puts all records of a kind into one shard, which takes 1,000 records or 1 MB a second: use it only
     * where the readers look for these keys.
     *
     * @param name the stream
     * @param userId the beginning of the partition keys
     * @return the same name for every kind
     * @throws IllegalArgumentException when the name or the user id is not legal
     */
    public static Destinations shared(String name, String userId) {
        return new Destinations(shared(name).names, legal(userId) + "-");
    }

    /**
     * A name of one's own for each kind.
     *
     * @param pin where pins go
     * @param geo where places and times go
     * @param user where users go
     * @return the three destinations
     * @throws IllegalArgumentException when a name is not legal
     */
    public static Destinations of(String pin, String geo, String user) {
        Map<Kind, String> names = new EnumMap<>(Kind.class);
        names.put(Kind.PIN, legal(pin));
        names.put(Kind.GEO, legal(geo));
        names.put(Kind.USER, legal(user));
        return new Destinations(names, null);
    }

    /**
     * Where events of a kind go.
     *
     * @param kind the kind
     * @return the topic or stream
     */
    public String of(Kind kind) {
        return Objects.requireNonNull(names.get(kind));
    }

    /**
     * The partition key that all events of a kind have in common.
     *
     * @param kind the kind
     * @return the key, or null when events are keyed by their index
     */
    public @Nullable String partitionKey(Kind kind) {
        return partitionKeyPrefix == null ? null : partitionKeyPrefix + kind.label();
    }

    /**
     * Every destination once.
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

    /** Refuses names that Kafka and Kinesis do not both accept; a stream's may have 128 characters at most. */
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
