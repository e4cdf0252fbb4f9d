package io.pinpipe.rds;

import java.util.Locale;

/** How far a connection to the database is encrypted, and its server believed; MySQL's {@code ssl-mode}. */
public enum SslMode {
    /** Never encrypted. */
    DISABLED,
    /** Encrypted when the server can, plain otherwise; the default for a server on this machine. */
    PREFERRED,
    /** Encrypted, or not connected; whose certificate it is, is not checked. The default for any other server. */
    REQUIRED,
    /** Encrypted, with a certificate that a trusted authority signed. The default where an authority is given. */
    VERIFY_CA,
    /** As {@link #VERIFY_CA}, and the certificate must be that of the host connected to. */
    VERIFY_IDENTITY;

    boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_IDENTITY;
    }

    /** Reads a mode in any case, with {@code _} or {@code -} between its words. */
    static SslMode parse(String text) {
        return valueOf(text.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
