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
 * What a request that got no answer says of its batch. Before its last byte was handed to the connection nothing can be
 * stored; after it, anything can.
 */
final class IoFailureMapper {

    Outcome.Refused refused(Request request, boolean written, IOException e) {
        HttpUrl url = request.url();
        String hop = Hop.of(url);
        if (e instanceof NoCredentialsException) {
            return refused(
                    Reason.UNAUTHENTICATED,
                    "the request to " + hop + " could not be signed: give AWS credentials by environment, profile or"
                            + " role, as the AWS SDK's default chain looks for them",
                    true,
                    e);
        }
        return written ? unanswered(request, hop, e) : unsent(url, hop, e);
    }

    /** The status came, the body of the answer did not. */
    Outcome.Refused cutAnswer(Request request, int status, IOException e) {
        return Outcome.unanswered(
                Hop.of(request.url()) + " answered " + status + " to " + line(request) + " and then broke off ("
                        + reason(e) + "): see its log, or that of what stands before it",
                e);
    }

    private static Outcome.Refused unsent(HttpUrl url, String hop, IOException e) {
        if (e instanceof UnknownHostException) {
            return unreachable(
                    "the host name '" + url.host() + "' cannot be resolved: correct the address, or see to the DNS", e);
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
                    hop + " does not answer to a connection (" + reason(e) + "): correct the host and port, or let the"
                            + " network through to it",
                    e);
        }
        return unreachable(
                "the connection to " + hop + " broke before the request was out (" + reason(e) + "): see its log", e);
    }

    private static Outcome.Refused tls(String hop, SSLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return refused(
                    Reason.UNAVAILABLE,
                    hop + " does not speak TLS: write http:// instead of https://, or correct the port",
                    false,
                    e);
        }
        if (e instanceof SSLPeerUnverifiedException || isAboutCertificate(e)) {
            return refused(
                    Reason.UNAVAILABLE,
                    hop + " shows a certificate that is not trusted here (" + reason(e)
                            + "): correct the host name, or add its authority to Java's trust store",
                    false,
                    e);
        }
        return unreachable("no TLS connection to " + hop + " (" + reason(e) + "): see its TLS settings", e);
    }

    private static Outcome.Refused unanswered(Request request, String hop, IOException e) {
        if (!request.isHttps() && isTlsAlert(e)) {
            return refused(
                    Reason.UNAVAILABLE,
                    hop + " wants TLS: write https:// instead of http://, or correct the port",
                    false,
                    e);
        }
        if (e instanceof ProtocolException && reason(e).contains("(407)")) {
            return Outcome.protocol(hop + " answered 407 to " + line(request)
                    + ", as only an HTTP proxy does, and its body is not read: correct the host and port");
        }
        if (e instanceof ProtocolException) {
            return new Outcome.Refused(
                    Reason.PROTOCOL,
                    hop + " answered with something that is not HTTP (" + reason(e) + "): correct the host and port",
                    false,
                    true,
                    null,
                    e);
        }
        return Outcome.unanswered(
                "the connection to " + hop + " broke before it answered " + line(request) + " (" + reason(e)
                        + "): see its log, or that of what stands before it",
                e);
    }

    /** The bytes 15 03 begin a TLS alert; OkHttp shows what it took for a status line, in hexadecimal if it had no end. */
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
