package io.pinpipe.rds;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;

/**
 * A temporary key store file with the certificates of a PEM file, since Connector/J reads only files and not PEM. It
 * contains no secrets, and is deleted when closed.
 */
final class TrustStore implements AutoCloseable {

    static final String TYPE = "PKCS12";
    static final String PASSWORD = "public-certificates";

    private final Path file;

    private TrustStore(Path file) {
        this.file = file;
    }

    static TrustStore of(Path pem) {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates(pem)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            Path file = Files.createTempFile("pinpipe-ca-", ".p12");
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            return new TrustStore(file);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException(
                    "SSL_CA cannot be read as PEM certificates: " + pem + ": " + unusable.getMessage(), unusable);
        }
    }

    private static Collection<? extends Certificate> certificates(Path pem)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IOException("it contains no certificate");
            }
            return certificates;
        }
    }

    /** The key store's URL for Connector/J. */
    String url() {
        return file.toUri().toString();
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stillOpenElsewhere) {
            file.toFile().deleteOnExit();
        }
    }
}
