package io.pinpipe.rest;

import io.pinpipe.Message;
import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;

/**
 * The body of one request, written from the messages' own bytes. One-shot: otherwise OkHttp would resend it by itself in
 * several cases, unseen by the engine.
 */
final class BatchBody extends RequestBody {

    private static final long UNKNOWN = -1;

    private final MediaType contentType;
    private final RecordFormat format;
    private final List<Message> messages;
    private long length = UNKNOWN;
    private volatile boolean written;

    BatchBody(MediaType contentType, RecordFormat format, List<Message> messages) {
        this.contentType = contentType;
        this.format = format;
        this.messages = messages;
    }

    /** Whether the whole body was written to the connection; only then can the server have stored anything. */
    boolean isWritten() {
        return written;
    }

    /** A copy of the bytes, to sign. */
    byte[] bytes() throws IOException {
        Buffer buffer = new Buffer();
        write(buffer);
        return buffer.readByteArray();
    }

    @Override
    public MediaType contentType() {
        return contentType;
    }

    @Override
    public long contentLength() {
        if (length == UNKNOWN) {
            long bytes = format.envelopeBytes() + Math.max(0L, messages.size() - 1L);
            for (Message message : messages) {
                bytes += format.recordBytes(message);
            }
            length = bytes;
        }
        return length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        write(sink);
        written = true;
    }

    private void write(BufferedSink sink) throws IOException {
        format.open(sink);
        boolean first = true;
        for (Message message : messages) {
            if (!first) {
                sink.writeByte(',');
            }
            first = false;
            format.writeRecord(message, sink);
        }
        format.close(sink);
    }
}
