#ifndef TECHFLOW_CLIENTS_CLI_MODELS_PANEL_REPORT_VIEW_H_
#define TECHFLOW_CLIENTS_CLI_MODELS_PANEL_REPORT_VIEW_H_

#include <string>

#include "clients/cli/models/panel_report.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"
#include "google/protobuf/struct.pb.h"

// A panel report for people and programs. Pure functions.
namespace techflow::cli {

// Figures rounded half-even to three digits after the point, and a chart of
// bars.
std::string ReportText(Language language, const PanelReport& report,
                       bool colour);

// One row for each company-year, with exact figures; what is unknown is empty.
Table ReportCsv(const PanelReport& report);

// The figures without the company-years. Numbers that are not whole are strings
// with 9 digits after the point; null where there is none.
google::protobuf::Struct ReportJson(const PanelReport& report);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_MODELS_PANEL_REPORT_VIEW_H_
