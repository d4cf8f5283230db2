package consumer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.azuredevopsconnector.AuthenticatedUser;
import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.Verified;
import io.github.azuredevopsconnector.recipes.TokenEncryption;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/** A PostgreSQL server for this test, with both tables. */
final class Database implements AutoCloseable {

    static final TokenEncryption ENCRYPTION = new TokenEncryption(Map.of(1, new SecretKeySpec(new byte[32], "AES")), 1);

    /** The SQL expression for the state of a connection. */
    static final String STATE = "CASE WHEN dropped_at IS NOT NULL THEN 'dropped' WHEN set_aside_at IS NOT NULL"
            + " THEN 'set aside' WHEN first_rejection IS NOT NULL THEN 'in doubt' ELSE 'in use' END";

    private final EmbeddedPostgres server;
    private final HikariDataSource dataSource;
    final Connections connections;

    Database() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
        dataSource = dataSource(url());
        connections = new Connections(dataSource);
        for (String script : List.of("/connections.sql", "/db-scheduler.sql")) {
            try (InputStream in = Database.class.getResourceAsStream(script)) {
                execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    static HikariDataSource dataSource(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        return new HikariDataSource(config);
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** Stores a connection that is due. */
    void store(FakeOrganization organization, String token, UUID organizationId) throws GeneralSecurityException {
        AzureDevOpsConnection connection = connection(organization, token, organizationId);
        connections.insert(connection, encrypted(connection), Instant.now());
    }

    /** Stores a new token, and makes the connection due for a check. */
    void replaceToken(long id, FakeOrganization organization, String token) throws GeneralSecurityException {
        AzureDevOpsConnection connection = connection(organization, token, organization.id());
        connections.replaceToken(id, connection, encrypted(connection), Instant.now());
    }

    private static AzureDevOpsConnection connection(FakeOrganization organization, String token, UUID organizationId) {
        return Verified.of(
                        OrganizationUrl.ofOrganization(organization.name()),
                        PersonalAccessToken.of(token),
                        AuthenticatedUser.of(organization.userId(), organization.displayName()),
                        organizationId)
                .connection();
    }

    private static byte[] encrypted(AzureDevOpsConnection connection) throws GeneralSecurityException {
        return ENCRYPTION.encrypt(connection.personalAccessToken(), connection.organizationId());
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the rows of a query, their columns separated by a space. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> result = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(rows.getString(i));
                }
                result.add(String.join(" ", columns));
            }
            return result;
        }
    }

    @Override
    public void close() throws IOException {
        dataSource.close();
        server.close();
    }
}
