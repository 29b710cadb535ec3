# Mỗi lệnh là một chữ. Gõ `make` để xem danh sách.  (Every task is one word; `make` alone lists them.)

PYTHON ?= python3
BIN := .venv/bin
RUN := .venv/.setup-run
DEV := .venv/.setup-dev
BENCH := .venv/.setup-bench

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev site serve check test lint format bench lock clean

help: ## danh sách lệnh này (this list)
	@echo 'Cách dùng: make <lệnh>   (usage: make <task>)'
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## \(.*\)$$/  \1	\2/p' $(MAKEFILE_LIST) | expand -t 14

setup: $(RUN) ## cài môi trường chạy vào .venv (install what running needs)

setup-dev: $(DEV) ## cài thêm công cụ phát triển (install what development needs)

site: $(RUN) ## dựng trang công khai vào thư mục site/ (build the public site)
	$(BIN)/ocop build $(ARGS)

serve: $(RUN) ## xem trang trên máy mình (look at the site on this machine)
	$(BIN)/ocop serve

check: $(RUN) ## kiểm tra mọi hồ sơ (check every dossier)
	$(BIN)/ocop check

test: $(DEV) ## chạy toàn bộ bài thử, ARGS="-k tên" để chọn (run every test; ARGS chooses)
	@OCOP_CHROMIUM="$$($(PYTHON) scripts/setup.py --browser)" || exit 2; export OCOP_CHROMIUM; $(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(DEV) ## chỉ soát mã nguồn (only the linters)
	$(BIN)/pytest -q tests/quality

format: $(DEV) ## sắp xếp lại mã nguồn (format the code)
	$(BIN)/ruff format
	$(BIN)/ruff check --fix-only --quiet

bench: $(BENCH) ## đo tốc độ, ARGS="--only check" để chọn (measure speed; ARGS chooses)
	@OCOP_CHROMIUM="$$($(PYTHON) scripts/setup.py --browser)" || exit 2; export OCOP_CHROMIUM; $(BIN)/python tests/bench.py $(ARGS)

# Wheels only, so that installing runs nobody's code; a week's wait, so that a poisoned release is found first.
# `make lock UPGRADE=--upgrade` also takes newer versions.
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--only-binary :all: --exclude-newer '7 days' --no-annotate --no-header --no-emit-index-url --quiet $(UPGRADE)

lock: $(BENCH) ## khóa lại phiên bản thư viện (renew the lock files)
	$(LOCK) --group build --output-file requirements.txt
	$(LOCK) --group dev --constraints requirements.txt --output-file requirements-dev.txt
	$(LOCK) --group dev --group bench --constraints requirements-dev.txt --output-file requirements-bench.txt

clean: ## xóa mọi thứ sinh ra được (delete whatever can be made again)
	rm -rf .venv .cache site

# Quick when nothing changed: setup.py compares the lock files' digests with what stands installed.
$(RUN): requirements.txt pyproject.toml scripts/setup.py
	@$(PYTHON) scripts/setup.py

$(DEV): requirements-dev.txt pyproject.toml scripts/setup.py
	@$(PYTHON) scripts/setup.py --dev

$(BENCH): requirements-bench.txt requirements-dev.txt pyproject.toml scripts/setup.py
	@$(PYTHON) scripts/setup.py --bench
