package io.pinpipe.rest;

import io.pinpipe.Reason;
import io.pinpipe.transport.Outcome;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Maps the failure of a request without a response to outcomes. Before the last byte was written to the connection
 * nothing can be stored; after that, anything can.
 */
final class IoFailureMapper {

    Outcome.Refused refused(Request request, boolean written, IOException e) {
        HttpUrl url = request.url();
        String hop = Hop.of(url);
        if (e instanceof NoCredentialsException) {
            return refused(
                    Reason.UNAUTHENTICATED,
                    "the request to " + hop + " could not be signed: provide AWS credentials by environment, profile or"
                            + " role, as the AWS SDK's default chain expects",
                    true,
                    e);
        }
        return written ? unanswered(request, hop, e) : unsent(url, hop, e);
    }

    /** The status arrived, but the body did not. */
    Outcome.Refused cutAnswer(Request request, int status, IOException e) {
        return Outcome.unanswered(
                Hop.of(request.url()) + " returned " + status + " for " + line(request) + ", but the body was cut off ("
                        + reason(e) + "): see its log, or that of any proxy in front of it",
                e);
    }

    private static Outcome.Refused unsent(HttpUrl url, String hop, IOException e) {
        if (e instanceof UnknownHostException) {
            return unreachable(
                    "the host name '" + url.host() + "' cannot be resolved: correct the address, or check DNS", e);
        }
        if (e instanceof SSLException tls) {
            return tls(hop, tls);
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return unreachable(
                    hop + " cannot be reached (" + reason(e) + "): start it, or correct the host and port", e);
        }
        if (e instanceof SocketTimeoutException) {
            return unreachable(
                    hop + " does not accept a connection in time (" + reason(e) + "): correct the host and port, or"
                            + " allow the network to reach it",
                    e);
        }
        return unreachable(
                "the connection to " + hop + " was closed before the request was sent (" + reason(e) + "): see its log",
                e);
    }

    private static Outcome.Refused tls(String hop, SSLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return refused(
                    Reason.UNAVAILABLE,
                    hop + " does not use TLS: write http:// instead of https://, or correct the port",
                    false,
                    e);
        }
        if (e instanceof SSLPeerUnverifiedException || isAboutCertificate(e)) {
            return refused(
                    Reason.UNAVAILABLE,
                    hop + " has a certificate that is not trusted (" + reason(e)
                            + "): correct the host name, or add its CA to Java's trust store",
                    false,
                    e);
        }
        return unreachable("the TLS handshake with " + hop + " failed (" + reason(e) + "): check its TLS settings", e);
    }

    private static Outcome.Refused unanswered(Request request, String hop, IOException e) {
        if (!request.isHttps() && isTlsAlert(e)) {
            return refused(
                    Reason.UNAVAILABLE,
                    hop + " expects TLS: write https:// instead of http://, or correct the port",
                    false,
                    e);
        }
        if (e instanceof ProtocolException && reason(e).contains("(407)")) {
            return Outcome.protocol(hop + " returned 407 for " + line(request)
                    + ", which only an HTTP proxy returns: correct the host and port");
        }
        if (e instanceof ProtocolException) {
            return new Outcome.Refused(
                    Reason.PROTOCOL,
                    hop + " returned something that is not HTTP (" + reason(e) + "): correct the host and port",
                    false,
                    true,
                    null,
                    e);
        }
        return Outcome.unanswered(
                "the connection to " + hop + " was closed before the response to " + line(request) + " (" + reason(e)
                        + "): see its log, or that of any proxy in front of it",
                e);
    }

    /** The bytes 15 03 begin a TLS alert; OkHttp shows what it parsed as a status line, in hexadecimal if it never ended. */
    private static boolean isTlsAlert(IOException e) {
        return String.valueOf(e.getMessage()).contains("status line: \u0015\u0003")
                || (e.getCause() instanceof EOFException end
                        && String.valueOf(end.getMessage()).contains("content=1503"));
    }

    private static boolean isAboutCertificate(SSLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return e instanceof SSLHandshakeException
                && String.valueOf(e.getMessage()).contains("certificate");
    }

    private static Outcome.Refused unreachable(String detail, IOException e) {
        return refused(Reason.UNAVAILABLE, detail, true, e);
    }

    private static Outcome.Refused refused(
            Reason reason, String detail, boolean retriable, @Nullable IOException cause) {
        return new Outcome.Refused(reason, detail, retriable, false, null, cause);
    }

    private static String line(Request request) {
        return request.method() + " " + request.url().encodedPath();
    }

    private static String reason(IOException e) {
        Throwable root = e;
        while (e instanceof ConnectException && root.getCause() instanceof IOException) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : RequestRedactor.brief(message);
    }
}
