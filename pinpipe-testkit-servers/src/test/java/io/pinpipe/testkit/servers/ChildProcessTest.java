package io.pinpipe.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Duration WAIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    /** Prints its arguments, and records its end in a file. */
    static final class Greeter {
        public static void main(String[] args) {
            System.err.println("an error line");
            ChildProcess.serve("hello " + args[0], () -> {
                Files.writeString(Path.of(args[1]), "closed");
                System.out.println("goodbye");
            });
        }
    }

    /** Exits before it is ready. */
    static final class Failing {
        public static void main(String[] args) {
            System.err.println("no port is free");
            System.exit(3);
        }
    }

    /** Starts a {@link Greeter} and prints its process id. */
    static final class Parent {
        public static void main(String[] args) {
            ChildProcess child = ChildProcess.of(Greeter.class)
                    .arguments("x", args[0])
                    .errors(Path.of(args[0] + ".log"))
                    .start();
            ChildProcess.serve(Long.toString(child.pid()), () -> {});
        }
    }

    private ChildProcess greeter() {
        return ChildProcess.of(Greeter.class)
                .arguments("world", folder.resolve("end").toString())
                .errors(folder.resolve("errors"))
                .start();
    }

    @Test
    void aChildReportsWhatItsParentNeedsToKnow() {
        try (ChildProcess child = greeter()) {
            assertThat(child.readiness()).isEqualTo("hello world");
        }
    }

    @Test
    void standardErrorGoesToTheFile() {
        try (ChildProcess child = greeter()) {
            assertThat(child.isAlive()).isTrue();
            assertThat(folder.resolve("errors")).hasContent("an error line");
        }
    }

    @Test
    void aStoppedChildClosesItsServerInGoodOrder() {
        ChildProcess child = greeter();

        child.stop();

        assertThat(folder.resolve("end")).hasContent("closed");
        assertThat(child.nextLine(WAIT)).isEqualTo("goodbye");
        assertThat(child.nextLine(WAIT)).isNull();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void aKilledChildClosesNothing() {
        ChildProcess child = greeter();

        child.kill();

        assertThat(child.isAlive()).isFalse();
        assertThat(folder.resolve("end")).doesNotExist();
    }

    @Test
    void aChildThatEndsBeforeItIsReadyReportsWhy() {
        assertThatThrownBy(() -> ChildProcess.of(Failing.class)
                        .errors(folder.resolve("errors"))
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended with status 3")
                .hasMessageContaining("no port is free");
    }

    @Test
    void aChildEndsWhenItsParentIsKilled() {
        ChildProcess parent = ChildProcess.of(Parent.class)
                .arguments(folder.resolve("end").toString())
                .errors(folder.resolve("errors"))
                .start();
        ProcessHandle grandchild =
                ProcessHandle.of(Long.parseLong(parent.readiness())).orElseThrow();

        parent.kill();

        assertThat(grandchild.onExit()).succeedsWithin(WAIT);
    }
}
