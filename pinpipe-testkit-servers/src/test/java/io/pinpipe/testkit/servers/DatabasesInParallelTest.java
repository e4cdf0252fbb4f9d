package io.pinpipe.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesInParallelTest {

    private static final Duration START_WITHIN = Duration.ofMinutes(2);
    private static final int STARTS = 3;

    @TempDir
    private Path shared;

    @TempDir
    private Path logs;

    private Path temporaryTable;

    @BeforeEach
    void anotherServerKeepsATemporaryTable() throws IOException {
        temporaryTable = Files.createFile(shared.resolve("#sql-temptable-1f40-3-0.MAI"));
    }

    private ChildProcess start(String make, int times) {
        return ChildProcess.of(DatabaseMain.class)
                .jvmOptions("-Xmx128m", "-Djava.io.tmpdir=" + shared)
                .environment("TMPDIR", shared.toString())
                .arguments(make, Integer.toString(times))
                .errors(logs.resolve("database.log"))
                .readyWithin(START_WITHIN.multipliedBy(times))
                .start();
    }

    @Test
    void mariaDbLeavesTheTemporaryTablesOfOtherServersAlone() {
        start("mariadb", 1).close();
        assertThat(temporaryTable).exists();
    }

    @Test
    void mySql8LeavesTheTemporaryTablesOfOtherServersAlone() {
        MachineParts.require("mysql8", EmbeddedMySql8.missing().isEmpty(), String.valueOf(EmbeddedMySql8.missing()));
        start("mysql8", 1).close();
        assertThat(temporaryTable).exists();
    }

    @Tag("scale")
    @Test
    void twoMariaDbsOfTwoJavaMachinesStartAtTheSameTimeThreeTimes()
            throws ExecutionException, InterruptedException, TimeoutException {
        List<CompletableFuture<Void>> machines = List.of(
                CompletableFuture.runAsync(() -> start("mariadb", STARTS).close()),
                CompletableFuture.runAsync(() -> start("mariadb", STARTS).close()));
        CompletableFuture.allOf(machines.toArray(CompletableFuture[]::new))
                .get(START_WITHIN.multipliedBy(STARTS).toSeconds(), TimeUnit.SECONDS);
    }
}
