#include "rating/evidence/check.h"

#include "rating/evidence/findings.h"
#include "rating/evidence/message_check.h"
#include "rating/evidence/section_checks.h"

namespace techflow::evidence {

CheckResult CheckEvidence(const v1::Evidence& evidence) {
  Findings findings;
  const Place root{.field = "evidence"};
  MessageCheck(findings).Check(evidence, root);
  if (evidence.has_profile()) {
    CheckProfile(evidence.profile(), root, findings);
  }
  CheckPatents(evidence, root, findings);
  CheckAccounts(evidence, root, findings);
  CheckPeople(evidence, root, findings);
  CheckRecords(evidence, root, findings);
  return findings.Take();
}

}  // namespace techflow::evidence
