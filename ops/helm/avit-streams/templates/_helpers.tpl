{{- define "avit.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "avit.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else if contains (include "avit.name" .) .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "avit.name" .) | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "avit.selector" -}}
app.kubernetes.io/name: {{ include "avit.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "avit.labels" -}}
{{ include "avit.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "avit.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "avit.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "avit.image" -}}
{{- $variant := ternary "-cuda13" "" .Values.gpu.enabled }}
{{- printf "%s:%s" .Values.image.repository (default (printf "%s%s" .Chart.AppVersion $variant) .Values.image.tag) }}
{{- end }}

{{- define "avit.framesTopic" -}}
{{- dig "topics" "frames" "camera-frames" .Values.config }}
{{- end }}
