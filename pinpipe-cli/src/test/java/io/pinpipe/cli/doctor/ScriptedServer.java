package io.pinpipe.cli.doctor;

import io.pinpipe.testkit.servers.RawConnection;
import io.pinpipe.testkit.servers.RawConnection.Request;
import io.pinpipe.testkit.servers.RawServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that responds to each method with one status and body. */
final class ScriptedServer implements AutoCloseable {

    /** One response. */
    record Answer(int status, String body) {}

    private final Map<String, Answer> answers;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final RawServer server;

    private ScriptedServer(Map<String, Answer> answers) {
        this.answers = answers;
        this.server = RawServer.answering(this::answer);
    }

    /** Responds by method; any other method gets a 404. */
    static ScriptedServer answering(Map<String, Answer> answers) {
        return new ScriptedServer(answers);
    }

    int port() {
        return server.port();
    }

    URI uri(String schemeAndPath) {
        return URI.create(schemeAndPath.formatted(server.authority()));
    }

    /** Method, path and body of each request so far. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.close();
    }

    private byte[] answer(Request request) {
        String[] line = request.line().split(" ", 3);
        requests.add(line[0] + " " + line[1] + " " + request.text());
        Answer answer = answers.getOrDefault(line[0], new Answer(404, "Not Found"));
        return RawConnection.response(answer.status() + " -", answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
