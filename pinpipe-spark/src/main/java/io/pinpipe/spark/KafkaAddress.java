package io.pinpipe.spark;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Kafka's address as users write it, {@code kafka://h1:9092,h2:9092}, and a properties file, which may contain secrets. */
final class KafkaAddress {

    private static final String SCHEME = "kafka";

    private KafkaAddress() {}

    /** The brokers of an address. */
    static String servers(URI address) {
        // With more than one host, getHost() is null.
        String servers = address.getRawAuthority();
        if (!SCHEME.equalsIgnoreCase(address.getScheme()) || servers == null) {
            throw new IllegalArgumentException("'" + address + "' is not a Kafka address: write kafka://host:port");
        }
        return servers;
    }

    /** The properties in a file; none without a file. */
    static Map<String, String> properties(@Nullable Path file) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (file == null) {
            return settings;
        }
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            // A parser's message may contain what it could not parse, which may be a secret.
            throw new IllegalArgumentException(
                    "the properties " + file + " cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
        read.stringPropertyNames().stream().sorted().forEach(name -> settings.put(name, read.getProperty(name)));
        return settings;
    }
}
