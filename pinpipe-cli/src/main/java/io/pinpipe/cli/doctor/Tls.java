package io.pinpipe.cli.doctor;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Performs TLS handshakes, and sends nothing. Thread-safe. */
final class Tls {

    private final Network network;

    Tls(Network network) {
        this.network = network;
    }

    /** Checks TLS like an HTTPS client: Java must trust the certificate, and it must match the host. */
    CheckResult https(Endpoint server) {
        try (SSLSocket socket = handshake(server, SSLContext.getDefault(), true)) {
            return CheckResult.ok(described(socket.getSession()));
        } catch (IOException e) {
            return refused(server, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a server uses TLS, whatever its certificate. */
    boolean isSpoken(Endpoint server) {
        try (SSLSocket socket = handshake(server, trustingAll(), false)) {
            return socket.getSession().isValid();
        } catch (IOException e) {
            return e instanceof SSLException && String.valueOf(e.getMessage()).contains("Received fatal alert");
        }
    }

    private SSLSocket handshake(Endpoint server, SSLContext context, boolean verified) throws IOException {
        Socket plain = network.connect(server);
        try {
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, server.host(), server.port(), true);
            if (verified) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            return socket;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static CheckResult refused(Endpoint server, IOException e) {
        Throwable root = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof CertificateException) {
                return CheckResult.wrong(
                        server + " has a certificate that is not trusted,  " + innermost(cause),
                        "correct the host name, or add its CA to Java's trust store");
            }
        }
        String message = String.valueOf(root.getMessage());
        boolean foreign = message.contains("Unsupported or unrecognized SSL message");
        boolean silent = e instanceof SocketTimeoutException
                || root instanceof EOFException
                || root instanceof SocketException
                || message.contains("Remote host terminated the handshake");
        if (foreign || silent) {
            return CheckResult.wrong(
                    server + (foreign ? " does not use TLS" : " closes or ignores the TLS handshake"),
                    "correct the port, or see the TLS settings of the server");
        }
        return CheckResult.wrong("the TLS handshake with " + server + " failed, " + message, "check its TLS settings");
    }

    private static String described(SSLSession session) throws IOException {
        Certificate[] chain = session.getPeerCertificates();
        String until = chain.length > 0 && chain[0] instanceof X509Certificate certificate
                ? ", certificate valid until "
                        + LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC)
                : "";
        return session.getProtocol() + until;
    }

    private static String innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }

    private static SSLContext trustingAll() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Only to detect TLS: the connection is closed after the handshake, with nothing sent over it. */
    private static final class AnyCertificate implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
