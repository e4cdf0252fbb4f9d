package io.pinpipe.cli.doctor;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The names of the SDK's credentials providers, by the letters with which the SDK identifies them in its statistics. */
final class CredentialsSource {

    private static final Map<String, String> BY_LETTER = Map.ofEntries(
            Map.entry("e", "the program's code"),
            Map.entry("f", "the system properties aws.accessKeyId and aws.secretAccessKey"),
            Map.entry("g", "the environment, AWS_ACCESS_KEY_ID"),
            Map.entry("h", "the environment's web identity token"),
            Map.entry("i", "an assumed role"),
            Map.entry("j", "a role assumed by SAML"),
            Map.entry("k", "a role assumed by a web identity"),
            Map.entry("l", "a federation token"),
            Map.entry("m", "a session token"),
            Map.entry("n", "a profile"),
            Map.entry("o", "a profile that refers to another one"),
            Map.entry("p", "a profile that refers to a provider"),
            Map.entry("q", "a profile with a web identity token"),
            Map.entry("r", "a profile that logs in by SSO"),
            Map.entry("s", "SSO"),
            Map.entry("t", "a profile that logs in by SSO"),
            Map.entry("u", "SSO"),
            Map.entry("v", "a profile that runs a process"),
            Map.entry("w", "a process"),
            Map.entry("z", "the container's endpoint"),
            Map.entry("0", "the instance's metadata service"));

    private CredentialsSource() {}

    /** The sources as text, for instance for {@code g} or {@code n,v}. */
    static String named(String provider) {
        return Arrays.stream(provider.split(",", -1))
                .map(String::strip)
                .map(CredentialsSource::one)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Providers from before these statistics are identified by name. */
    private static String one(String provider) {
        return BY_LETTER.getOrDefault(provider, provider.length() > 2 ? provider : "the SDK's chain");
    }
}
