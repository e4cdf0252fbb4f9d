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

/** The secrets in the settings of a target, to be removed from all output. */
final class GivenSecrets {

    private static final String HEADER = "header.";
    private static final String PROPERTIES = "properties";

    private GivenSecrets() {}

    /**
     * Collects the secrets.
     *
     * @param target an address, which may contain a login
     * @param settings the publisher's settings, of which those with the names of secrets count, all headers, and the
     *     same from the file {@code properties}
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

    /** A user name alone is not secret, and may occur anywhere as a word. */
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
            // The user of the file reports that it cannot be read.
            return;
        }
        read.stringPropertyNames().stream()
                .filter(Redactor::isSecretName)
                .map(read::getProperty)
                .forEach(secrets::add);
    }
}
