package consumer

import io.github.azuredevopsconnector.AzureDevOpsConnector
import io.github.azuredevopsconnector.testing.FakeAzureDevOps
import io.github.azuredevopsconnector.testing.FakeBehavior
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class ConnectTest {

    private val fake = FakeAzureDevOps.start()
    private val connect = Connect(AzureDevOpsConnector.builder().httpClient(fake.httpClient()).build())

    @AfterEach
    fun stop() = fake.close()

    @Test
    fun `the right token connects`() {
        val contoso = fake.organization("contoso")

        assertEquals("Connected as ${contoso.displayName()}", connect.connect(contoso.url(), fake.token()))
    }

    @Test
    fun `an expired token is told at its field`() {
        val contoso = fake.organization("contoso").behaves(FakeBehavior.TOKEN_EXPIRED)

        assertTrue(connect.connect(contoso.url(), fake.token()).startsWith("TOKEN: "))
    }
}
