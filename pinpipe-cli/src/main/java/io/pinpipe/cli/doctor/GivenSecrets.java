package io.pinpipe.cli.doctor;

import io.pinpipe.internal.Redactor;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The secrets among the settings of a target, so that they can be kept from whatever is told of it. */
final class GivenSecrets {

    private static final String HEADER = "header.";
    private static final String PROPERTIES = "properties";

    private GivenSecrets() {}

    /**
     * Knows them.
     *
     * @param target an address, which may have a login
     * @param settings the publisher's, of which those count whose names are those of secrets, all headers, and what the
     *     file {@code properties} holds of both
     */
    static Redactor of(URI target, Map<String, String> settings) {
        List<String> secrets = new ArrayList<>();
        addLogin(target.getUserInfo(), secrets);
        addLogin(target.getRawUserInfo(), secrets);
        String authority = target.getRawAuthority();
        if (authority != null && authority.contains("@")) {
            addLogin(authority.substring(0, authority.lastIndexOf('@')), secrets);
        }
        settings.forEach((name, value) -> {
            if (name.startsWith(HEADER) || Redactor.isSecretName(name)) {
                secrets.add(value);
            }
        });
        String properties = settings.get(PROPERTIES);
        if (properties != null) {
            addFrom(properties, secrets);
        }
        return Redactor.of(secrets);
    }

    /** A name alone is no secret, and as a word it may stand anywhere. */
    private static void addLogin(@Nullable String login, List<String> secrets) {
        if (login != null) {
            secrets.add(login);
            int password = login.indexOf(':');
            if (password >= 0) {
                secrets.add(login.substring(password + 1));
            }
        }
    }

    private static void addFrom(String file, List<String> secrets) {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            // Who uses the file says that it cannot be read.
            return;
        }
        read.stringPropertyNames().stream()
                .filter(Redactor::isSecretName)
                .map(read::getProperty)
                .forEach(secrets::add);
    }
}
