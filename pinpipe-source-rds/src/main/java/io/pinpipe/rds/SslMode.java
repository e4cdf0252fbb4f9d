package io.pinpipe.rds;

import java.util.Locale;

/** How a connection to the database is encrypted and its server authenticated; MySQL's {@code ssl-mode}. */
public enum SslMode {
    /** Never encrypted. */
    DISABLED,
    /** Encrypted if the server supports it, otherwise plain; the default for a server on this machine. */
    PREFERRED,
    /** Encrypted, or the connection fails; the certificate is not verified. The default for any other server. */
    REQUIRED,
    /** Encrypted, with a certificate signed by a trusted authority. The default when an authority is given. */
    VERIFY_CA,
    /** Like {@link #VERIFY_CA}, and the certificate must match the host. */
    VERIFY_IDENTITY;

    boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_IDENTITY;
    }

    /** Parses a mode in any case, with {@code _} or {@code -} as separators. */
    static SslMode parse(String text) {
        return valueOf(text.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
