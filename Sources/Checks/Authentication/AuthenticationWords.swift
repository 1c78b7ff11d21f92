package import MailAuth
import Scenarios

/// The words of RFC 8601 §2.7.1, as scenarios write them.
extension DKIMSignatureResult.Value: ScenarioWord {}

/// `none`, `quarantine` and `reject`, as scenarios write them.
extension DMARCPolicy: ScenarioWord {}

/// The results of DMARC, as scenarios write them.
extension DMARCResult.Value: ScenarioWord {}
