package consumer

import io.github.azuredevopsconnector.AzureDevOpsConnector
import io.github.azuredevopsconnector.VerificationResult
import kotlinx.coroutines.future.await

class Connect(private val connector: AzureDevOpsConnector) {

    fun connect(organizationUrl: String, personalAccessToken: String): String =
        connector.connect(organizationUrl, personalAccessToken).match(
            { verified -> "Connected as ${verified.connection().user().displayName()}" },
            { rejected -> "${rejected.reason().concern()}: ${rejected.message()}" },
            { inconclusive -> inconclusive.message() },
        )

    suspend fun verify(organizationUrl: String, personalAccessToken: String): VerificationResult =
        connector.connectAsync(organizationUrl, personalAccessToken).await()
}
