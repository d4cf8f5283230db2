package consumer;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The table of connections. Each method is one statement. A method that stores the result of a check changes nothing if
 * the token was replaced during the check. This works because the encryption makes every stored token unique.
 */
final class Connections {

    /** The part of a connection that a check needs. */
    record Row(
            long id,
            String organization,
            Optional<UUID> organizationId,
            byte[] encryptedToken,
            Instant nextCheck,
            Optional<Instant> firstRejection) {

        /** Returns false only if both IDs are known and differ: another organization has the name now. */
        boolean isSameOrganization(AzureDevOpsConnection connection) {
            Optional<UUID> id = connection.organizationId();
            return organizationId.isEmpty() || id.isEmpty() || organizationId.equals(id);
        }
    }

    private final DataSource dataSource;

    Connections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void insert(AzureDevOpsConnection connection, byte[] encryptedToken, Instant nextCheck) {
        update(
                """
                INSERT INTO azure_devops_connection (organization, organization_id, user_id, encrypted_token, next_check)
                VALUES (?, ?, ?, ?, ?)
                """,
                connection.organizationUrl().organization(),
                connection.organizationId().orElse(null),
                connection.user().id(),
                encryptedToken,
                nextCheck);
    }

    /** Stores a new token, even if the connection was dropped. */
    void replaceToken(long id, AzureDevOpsConnection connection, byte[] encryptedToken, Instant nextCheck) {
        update("""
                UPDATE azure_devops_connection
                SET organization_id = ?, user_id = ?, encrypted_token = ?, token_expires_on = NULL, last_warning = NULL,
                    next_check = ?, first_rejection = NULL, set_aside_at = NULL, dropped_at = NULL, drop_message = NULL
                WHERE id = ?
                """, connection.organizationId().orElse(null), connection.user().id(), encryptedToken, nextCheck, id);
    }

    /** Returns the organizations with a connection in use, but without a task that checks it. */
    List<String> organizationsWithoutTask(String taskName) {
        return query("""
                SELECT DISTINCT organization FROM azure_devops_connection
                WHERE dropped_at IS NULL AND NOT EXISTS (
                    SELECT 1 FROM scheduled_tasks WHERE task_name = ? AND task_instance = organization)
                """, row -> row.getString(1), taskName);
    }

    /** Returns the connection of the organization whose next check comes first, or empty if none is in use. */
    Optional<Row> next(String organization) {
        return query(
                        """
                SELECT id, organization, organization_id, encrypted_token, next_check, first_rejection
                FROM azure_devops_connection
                WHERE organization = ? AND dropped_at IS NULL
                ORDER BY next_check LIMIT 1
                """,
                        row -> new Row(
                                row.getLong(1),
                                row.getString(2),
                                Optional.ofNullable(row.getObject(3, UUID.class)),
                                row.getBytes(4),
                                row.getTimestamp(5).toInstant(),
                                Optional.ofNullable(row.getTimestamp(6)).map(Timestamp::toInstant)),
                        organization)
                .stream()
                .findFirst();
    }

    /** The token is valid. Clears an earlier rejection, and stores the token encrypted with the current key. */
    void keep(Row row, byte[] encryptedToken, Instant nextCheck) {
        update("""
                UPDATE azure_devops_connection
                SET encrypted_token = ?, next_check = ?, first_rejection = NULL, set_aside_at = NULL
                WHERE id = ? AND encrypted_token = ?
                """, encryptedToken, nextCheck, row.id(), row.encryptedToken());
    }

    /** The token was not checked. Changes only the time of the next check. */
    void checkAgain(Row row, Instant nextCheck) {
        update(
                "UPDATE azure_devops_connection SET next_check = ? WHERE id = ? AND encrypted_token = ?",
                nextCheck,
                row.id(),
                row.encryptedToken());
    }

    /** The token was rejected, perhaps by mistake. The connection stays in use. */
    void doubt(Row row, Instant firstRejection, Instant nextCheck) {
        update("""
                UPDATE azure_devops_connection SET first_rejection = ?, next_check = ?
                WHERE id = ? AND encrypted_token = ?
                """, firstRejection, nextCheck, row.id(), row.encryptedToken());
    }

    /** The connection is no longer used. Its owner sees the message, and must connect again. */
    void drop(Row row, String message, Instant now) {
        update("""
                UPDATE azure_devops_connection SET dropped_at = ?, drop_message = ?
                WHERE id = ? AND encrypted_token = ?
                """, now, message, row.id(), row.encryptedToken());
    }

    /** The check failed in the application. An operator must look at it. */
    void setAside(Row row, Instant now, Instant nextCheck) {
        update("""
                UPDATE azure_devops_connection SET set_aside_at = coalesce(set_aside_at, ?), next_check = ?
                WHERE id = ? AND encrypted_token = ?
                """, now, nextCheck, row.id(), row.encryptedToken());
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, RowReader<T> reader, Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(reader.read(rows));
            }
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException("the table of connections could not be read", e);
        }
    }

    private void update(String sql, Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, values)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the table of connections could not be changed", e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            statement.setObject(i + 1, value instanceof Instant instant ? Timestamp.from(instant) : value);
        }
        return statement;
    }
}
