package io.pinpipe.spark.commands;

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

/** How a person names Kafka: {@code kafka://h1:9092,h2:9092}, and a file with what may be secret. */
final class KafkaAddress {

    private static final String SCHEME = "kafka";

    private KafkaAddress() {}

    /** The brokers of an address. */
    static String servers(URI address) {
        // More than one host makes getHost() null.
        String servers = address.getRawAuthority();
        if (!SCHEME.equalsIgnoreCase(address.getScheme()) || servers == null) {
            throw new IllegalArgumentException("'" + address + "' is no address of Kafka: write kafka://host:port");
        }
        return servers;
    }

    /** The settings of a properties file; none without one. */
    static Map<String, String> properties(@Nullable Path file) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (file == null) {
            return settings;
        }
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            // The message of a parser may hold what it could not parse, which may be a secret.
            throw new IllegalArgumentException(
                    "the properties " + file + " cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
        read.stringPropertyNames().stream().sorted().forEach(name -> settings.put(name, read.getProperty(name)));
        return settings;
    }
}
