package io.pinpipe.rds;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of a credentials file or the environment. */
enum CredentialsKey {
    HOST,
    USER,
    PASSWORD,
    DATABASE,
    PORT,
    SSL_MODE,
    SSL_CA;

    private static final String PREFIX = "RDS_";

    static final List<CredentialsKey> REQUIRED = List.of(HOST, USER, PASSWORD);

    /** Finds the key with a name from a file, in any case, with or without {@code RDS_}. */
    static Optional<CredentialsKey> named(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        String bare = upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper;
        return Arrays.stream(values()).filter(key -> key.name().equals(bare)).findFirst();
    }

    /** Reads the environment; empty variables are ignored. */
    static Map<CredentialsKey, String> in(Map<String, String> environment) {
        Map<CredentialsKey, String> values = new EnumMap<>(CredentialsKey.class);
        for (CredentialsKey key : values()) {
            String value = key.from(environment);
            if (value != null && !value.isEmpty()) {
                values.put(key, value);
            }
        }
        return values;
    }

    /** Returns the name of the variable; {@code HOST} and {@code USER} alone are used by shells. */
    String variable() {
        return PREFIX + name();
    }

    private @Nullable String from(Map<String, String> environment) {
        String value = environment.get(variable());
        return value == null && (this == SSL_MODE || this == SSL_CA) ? environment.get(name()) : value;
    }
}
