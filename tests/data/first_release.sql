BEGIN TRANSACTION;
CREATE TABLE area_headings (
	document_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	page INTEGER NOT NULL, 
	x0 DOUBLE, 
	y0 DOUBLE, 
	x1 DOUBLE, 
	y1 DOUBLE, 
	confidence DOUBLE NOT NULL, 
	CONSTRAINT pk_area_headings PRIMARY KEY (document_id, position), 
	CONSTRAINT ck_area_headings_confidence CHECK (confidence BETWEEN 0 AND 1), 
	CONSTRAINT ck_area_headings_box CHECK (x0 <= x1 AND y0 <= y1), 
	CONSTRAINT fk_area_headings_document_id FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
);
INSERT INTO "area_headings" VALUES('d9f62dc6bdb1c178',0,'I','MANAJEMEN PERUBAHAN',3,40.0,80.0,900.0,95.0,0.93);
CREATE TABLE bukti_items (
	document_id VARCHAR NOT NULL, 
	urutan INTEGER NOT NULL, 
	item INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	CONSTRAINT pk_bukti_items PRIMARY KEY (document_id, urutan, item), 
	CONSTRAINT fk_bukti_items_document_id_urutan FOREIGN KEY(document_id, urutan) REFERENCES plan_rows (document_id, urutan) ON DELETE CASCADE
);
CREATE TABLE cell_parts (
	document_id VARCHAR NOT NULL, 
	urutan INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	page INTEGER NOT NULL, 
	x0 DOUBLE, 
	y0 DOUBLE, 
	x1 DOUBLE, 
	y1 DOUBLE, 
	raw VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	confidence DOUBLE NOT NULL, 
	readings VARCHAR NOT NULL, 
	CONSTRAINT pk_cell_parts PRIMARY KEY (document_id, urutan, position, part), 
	CONSTRAINT fk_cell_parts_document_id_urutan_position FOREIGN KEY(document_id, urutan, position) REFERENCES cells (document_id, urutan, position) ON DELETE CASCADE, 
	CONSTRAINT ck_cell_parts_confidence CHECK (confidence BETWEEN 0 AND 1), 
	CONSTRAINT ck_cell_parts_box CHECK (x0 <= x1 AND y0 <= y1), 
	CONSTRAINT ck_cell_parts_page CHECK (page >= 1)
);
INSERT INTO "cell_parts" VALUES('d9f62dc6bdb1c178',1,0,1,3,50.0,100.0,200.25,140.0,'Penyusunan Tim Ke a','Penyusunan Tim Kerja',0.9,'[["tesserocr","Penyusunan Tim Ke a",0.9],["rapidocr","PENYUSUNAN TIM KE A",0.5]]');
INSERT INTO "cell_parts" VALUES('d9f62dc6bdb1c178',1,1,1,3,50.0,100.0,200.25,140.0,'Unit telah membentuk tim','Unit telah membentuk tim',0.9,'[["tesserocr","Unit telah membentuk tim",0.9],["rapidocr","UNIT TELAH MEMBENTUK TIM",0.5]]');
INSERT INTO "cell_parts" VALUES('d9f62dc6bdb1c178',1,1,2,4,50.0,40.0,200.25,80.0,'untuk ZI','untuk ZI',0.9,'[["tesserocr","untuk ZI",0.9],["rapidocr","UNTUK ZI",0.5]]');
INSERT INTO "cell_parts" VALUES('d9f62dc6bdb1c178',1,2,1,3,50.0,100.0,200.25,140.0,'Membentuk tim; DROP TABLE documents','Membentuk tim; DROP TABLE documents',0.9,'[["tesserocr","Membentuk tim; DROP TABLE documents",0.9],["rapidocr","MEMBENTUK TIM; DROP TABLE DOCUMENTS",0.5]]');
INSERT INTO "cell_parts" VALUES('d9f62dc6bdb1c178',1,3,1,3,50.0,100.0,200.25,140.0,'=HYPERLINK(1)','=HYPERLINK(1)',0.9,'[["tesserocr","=HYPERLINK(1)",0.9],["rapidocr","=HYPERLINK(1)",0.5]]');
INSERT INTO "cell_parts" VALUES('d9f62dc6bdb1c178',1,4,1,3,50.0,100.0,200.25,140.0,'Agustus-Oktober','Agustus-Oktober',0.9,'[["tesserocr","Agustus-Oktober",0.9],["rapidocr","AGUSTUS-OKTOBER",0.5]]');
INSERT INTO "cell_parts" VALUES('d9f62dc6bdb1c178',1,5,1,3,50.0,100.0,200.25,140.0,'100','100',0.9,'[["tesserocr","100",0.9],["rapidocr","100",0.5]]');
INSERT INTO "cell_parts" VALUES('d9f62dc6bdb1c178',2,0,1,3,50.0,100.0,200.25,140.0,'Penyusunan Tim Ke a','Penyusunan Tim Kerja',0.9,'[["tesserocr","Penyusunan Tim Ke a",0.9],["rapidocr","PENYUSUNAN TIM KE A",0.5]]');
INSERT INTO "cell_parts" VALUES('d9f62dc6bdb1c178',2,1,1,4,50.0,100.0,200.25,140.0,'Penentuan anggota','Penentuan anggota',0.9,'[["tesserocr","Penentuan anggota",0.9],["rapidocr","PENENTUAN ANGGOTA",0.5]]');
INSERT INTO "cell_parts" VALUES('d9f62dc6bdb1c178',2,3,1,4,50.0,100.0,200.25,140.0,'-','-',0.9,'[["tesserocr","-",0.9],["rapidocr","-",0.5]]');
INSERT INTO "cell_parts" VALUES('d9f62dc6bdb1c178',2,4,1,4,50.0,100.0,200.25,140.0,'','',0.9,'[["tesserocr","",0.9],["rapidocr","",0.5]]');
INSERT INTO "cell_parts" VALUES('d9f62dc6bdb1c178',2,5,1,4,50.0,100.0,200.25,140.0,'','',0.9,'[["tesserocr","",0.9],["rapidocr","",0.5]]');
CREATE TABLE cells (
	document_id VARCHAR NOT NULL, 
	urutan INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kolom VARCHAR NOT NULL, 
	raw VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	confidence DOUBLE NOT NULL, 
	needs_review INTEGER NOT NULL, 
	reasons VARCHAR NOT NULL, 
	shared INTEGER NOT NULL, 
	printed INTEGER NOT NULL, 
	CONSTRAINT pk_cells PRIMARY KEY (document_id, urutan, position), 
	CONSTRAINT uq_cells_document_id_urutan_kolom UNIQUE (document_id, urutan, kolom), 
	CONSTRAINT fk_cells_document_id_urutan FOREIGN KEY(document_id, urutan) REFERENCES plan_rows (document_id, urutan) ON DELETE CASCADE, 
	CONSTRAINT ck_cells_confidence CHECK (confidence BETWEEN 0 AND 1), 
	CONSTRAINT ck_cells_needs_review CHECK (needs_review IN (0, 1)), 
	CONSTRAINT ck_cells_shared CHECK (shared IN (0, 1)), 
	CONSTRAINT ck_cells_printed CHECK (printed IN (0, 1))
);
INSERT INTO "cells" VALUES('d9f62dc6bdb1c178',1,0,'komponen','Penyusunan Tim Ke a','Penyusunan Tim Kerja',0.95,0,'[]',0,1);
INSERT INTO "cells" VALUES('d9f62dc6bdb1c178',1,1,'indikator','Unit telah membentuk tim untuk ZI','Unit telah membentuk tim untuk ZI',0.95,0,'[]',0,1);
INSERT INTO "cells" VALUES('d9f62dc6bdb1c178',1,2,'langkah_aksi','Membentuk tim; DROP TABLE documents','Membentuk tim; DROP TABLE documents',0.95,0,'[]',0,1);
INSERT INTO "cells" VALUES('d9f62dc6bdb1c178',1,3,'bukti_fisik','=HYPERLINK(1)','=HYPERLINK(1)',0.6,1,'["low-confidence"]',0,1);
INSERT INTO "cells" VALUES('d9f62dc6bdb1c178',1,4,'target_waktu','Agustus-Oktober','Agustus-Oktober',0.95,0,'[]',0,1);
INSERT INTO "cells" VALUES('d9f62dc6bdb1c178',1,5,'% Target','100','100',0.95,0,'[]',0,1);
INSERT INTO "cells" VALUES('d9f62dc6bdb1c178',2,0,'komponen','Penyusunan Tim Ke a','Penyusunan Tim Kerja',0.95,0,'[]',1,1);
INSERT INTO "cells" VALUES('d9f62dc6bdb1c178',2,1,'indikator','Penentuan anggota','Penentuan anggota',0.95,0,'[]',0,1);
INSERT INTO "cells" VALUES('d9f62dc6bdb1c178',2,2,'langkah_aksi','','',0.95,0,'[]',0,1);
INSERT INTO "cells" VALUES('d9f62dc6bdb1c178',2,3,'bukti_fisik','-','-',0.95,0,'[]',0,1);
INSERT INTO "cells" VALUES('d9f62dc6bdb1c178',2,4,'target_waktu','','',0.95,0,'[]',0,1);
INSERT INTO "cells" VALUES('d9f62dc6bdb1c178',2,5,'% Target','','',0.95,0,'[]',0,1);
CREATE TABLE crosswalk_items (
	position INTEGER NOT NULL, 
	old_id VARCHAR, 
	new_id VARCHAR, 
	kind VARCHAR NOT NULL, 
	CONSTRAINT pk_crosswalk_items PRIMARY KEY (position), 
	CONSTRAINT ck_crosswalk_items_a_side CHECK (old_id IS NOT NULL OR new_id IS NOT NULL), 
	CONSTRAINT fk_crosswalk_items_old_id FOREIGN KEY(old_id) REFERENCES vocabulary_items (indikator_id), 
	CONSTRAINT fk_crosswalk_items_new_id FOREIGN KEY(new_id) REFERENCES vocabulary_items (indikator_id)
);
INSERT INTO "crosswalk_items" VALUES(0,'52.I.1.a','90.P.1.i.a','same');
CREATE TABLE document_words (
	document_id VARCHAR NOT NULL, 
	data BLOB NOT NULL, 
	CONSTRAINT pk_document_words PRIMARY KEY (document_id), 
	CONSTRAINT fk_document_words_document_id FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
);
INSERT INTO "document_words" VALUES('d9f62dc6bdb1c178',X'7801CD93C16BC23014C6FF979E1CC490D4765D911D1C0A13DD2CE20E33F450B750C535059B1CF6DF2FE98B349575B9EE16C8EF25DFFBBEF718A388208A180B322EBE55A344210244708A628229A284608292184FF431C5498E58B03B55403C7404253D64C581A0D441263DA4B044E410F71D91EB9FF4F720ED4D9CA44794E45FC5D127ABE2D5810BA9CE5E75F2DA23F5E80B8D75AA7BB3754DD758D322EBD97EE9686BAFC1B1F61E7A0DA1D797BEC6C114B4C2A9F326047513C37CBBC9BCADEE664FEB85A5069AD5A17FD61FAAD2DE35964C9CD8D2DBD8F4B0185B1E9FDFB3C576BD7C5D8DE81DD4FDDE0E181041D5AC548D54CD787396F5815FFC7531D469077C6CF87F67DDA47F5D4333A2DE2D2C4459D6D26ED1C0261A5F4364D318FFED4EFE035DF5EADC');
CREATE TABLE documents (
	id VARCHAR NOT NULL, 
	file VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	same_as VARCHAR, 
	status VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	seconds DOUBLE NOT NULL, 
	engine VARCHAR NOT NULL, 
	dictionary_version VARCHAR NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	loaded_at VARCHAR NOT NULL, 
	first_loaded_at VARCHAR NOT NULL, 
	pages INTEGER NOT NULL, 
	table_pages INTEGER NOT NULL, 
	row_count INTEGER NOT NULL, 
	words_read INTEGER NOT NULL, 
	words_in_cells INTEGER NOT NULL, 
	words_in_headers INTEGER NOT NULL, 
	words_outside INTEGER NOT NULL, 
	lembaga VARCHAR NOT NULL, 
	wilayah VARCHAR NOT NULL, 
	kode_wilayah VARCHAR NOT NULL, 
	provinsi VARCHAR NOT NULL, 
	nomor_sk VARCHAR NOT NULL, 
	tahun_sk INTEGER, 
	tanggal_sk VARCHAR, 
	tentang VARCHAR NOT NULL, 
	tahun_rencana INTEGER, 
	edisi VARCHAR, 
	doubts VARCHAR NOT NULL, 
	extra_columns VARCHAR NOT NULL, 
	CONSTRAINT pk_documents PRIMARY KEY (id), 
	CONSTRAINT uq_documents_sha256_file UNIQUE (sha256, file), 
	CONSTRAINT ck_documents_status CHECK (status IN ('ok', 'partial', 'failed', 'skipped')), 
	CONSTRAINT ck_documents_words CHECK (words_read >= 0 AND words_in_cells >= 0 AND words_outside >= 0), 
	CONSTRAINT ck_documents_tanggal_sk CHECK (tanggal_sk IS NULL OR length(tanggal_sk) = 10), 
	CONSTRAINT fk_documents_same_as FOREIGN KEY(same_as) REFERENCES documents (id) ON DELETE CASCADE
);
INSERT INTO "documents" VALUES('d9f62dc6bdb1c178','pertama.pdf','d9f62dc6bdb1c178a38168406cf3034e61c5befeb8730f89578bd22b8e90061d',NULL,'ok','',12.5,'tesserocr 2.9 + rapidocr 3.10','d1','f1','94a2e41c4e2cb58991bd5f517f4afea791f5f107218a925e7dfad70cfa8b330e','2026-01-02T03:04:05Z','2026-01-02T03:04:05Z',3,2,2,232,200,12,32,'KPU Kabupaten Banyuwangi','Kabupaten Banyuwangi','35.10','Jawa Timur','117',2025,'2025-09-29','RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS',2025,'90/2021','["tentang"]','["% Target"]');
INSERT INTO "documents" VALUES('825a919dd89ff5f5','salinan.pdf','d9f62dc6bdb1c178a38168406cf3034e61c5befeb8730f89578bd22b8e90061d','d9f62dc6bdb1c178','skipped','Same content as pertama.pdf.',0.0,'','','','','2026-01-02T03:04:05Z','2026-01-02T03:04:05Z',0,0,0,0,0,0,0,'','','','','',NULL,NULL,'',NULL,NULL,'[]','[]');
INSERT INTO "documents" VALUES('e3b0c44298fc1c14','kosong.pdf','e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',NULL,'failed','The file is empty.',0.01,'','','f1','6653633c97780fd2fae26f1e21ef485967ff5fd6c63aeeb24552c2e0c0feb762','2026-01-02T03:04:05Z','2026-01-02T03:04:05Z',0,0,0,0,0,0,0,'','','','','',NULL,NULL,'',NULL,NULL,'[]','[]');
CREATE TABLE lampiran_meta (
	"key" VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	CONSTRAINT pk_lampiran_meta PRIMARY KEY ("key")
);
INSERT INTO "lampiran_meta" VALUES('schema_version','1');
INSERT INTO "lampiran_meta" VALUES('views','063ec8265c95eff8');
INSERT INTO "lampiran_meta" VALUES('vocabulary','first');
CREATE TABLE pages (
	document_id VARCHAR NOT NULL, 
	page INTEGER NOT NULL, 
	width DOUBLE NOT NULL, 
	height DOUBLE NOT NULL, 
	kind VARCHAR NOT NULL, 
	engine VARCHAR NOT NULL, 
	has_plan INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	words_read INTEGER NOT NULL, 
	words_in_cells INTEGER NOT NULL, 
	words_in_headers INTEGER NOT NULL, 
	words_outside INTEGER NOT NULL, 
	rotation INTEGER NOT NULL, 
	skew DOUBLE NOT NULL, 
	seconds DOUBLE NOT NULL, 
	CONSTRAINT pk_pages PRIMARY KEY (document_id, page), 
	CONSTRAINT ck_pages_page CHECK (page >= 1), 
	CONSTRAINT ck_pages_kind CHECK (kind IN ('scan', 'scan+text', 'digital', 'transcript')), 
	CONSTRAINT ck_pages_rotation CHECK (rotation IN (0, 90, 180, 270)), 
	CONSTRAINT ck_pages_has_plan CHECK (has_plan IN (0, 1)), 
	CONSTRAINT fk_pages_document_id FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
);
INSERT INTO "pages" VALUES('d9f62dc6bdb1c178',1,935.4,609.4,'scan','tesserocr 2.9',0,'LAMPIRAN halaman 1',116,100,6,10,90,-0.37,1.25);
INSERT INTO "pages" VALUES('d9f62dc6bdb1c178',3,935.4,609.4,'scan','tesserocr 2.9',1,'LAMPIRAN halaman 3',116,100,6,10,90,-0.37,1.25);
INSERT INTO "pages" VALUES('d9f62dc6bdb1c178',4,935.4,609.4,'scan','tesserocr 2.9',1,'LAMPIRAN halaman 4',116,100,6,10,90,-0.37,1.25);
CREATE TABLE people_corrections (
	id VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	lembaga VARCHAR NOT NULL, 
	nomor_sk VARCHAR NOT NULL, 
	tahun_sk INTEGER, 
	urutan INTEGER NOT NULL, 
	area_no INTEGER, 
	komponen_no INTEGER, 
	kolom VARCHAR NOT NULL, 
	raw VARCHAR NOT NULL, 
	"before" VARCHAR NOT NULL, 
	"after" VARCHAR NOT NULL, 
	corrected_by VARCHAR NOT NULL, 
	corrected_at VARCHAR NOT NULL, 
	CONSTRAINT pk_people_corrections PRIMARY KEY (id), 
	CONSTRAINT ck_people_corrections_corrected_by CHECK (corrected_by <> '')
);
INSERT INTO "people_corrections" VALUES('k1','d9f62dc6bdb1c178a38168406cf3034e61c5befeb8730f89578bd22b8e90061d','KPU Kabupaten Banyuwangi','117',2025,1,1,1,'bukti_fisik','=HYPERLINK(1)','=HYPERLINK(1)','SK Tim Kerja','Sari','2026-01-03T00:00:00Z');
CREATE TABLE plan_rows (
	document_id VARCHAR NOT NULL, 
	urutan INTEGER NOT NULL, 
	heading INTEGER, 
	no VARCHAR NOT NULL, 
	starts_komponen INTEGER NOT NULL, 
	raw_notes VARCHAR NOT NULL, 
	area_no INTEGER, 
	area VARCHAR NOT NULL, 
	komponen_no INTEGER, 
	komponen_id VARCHAR, 
	indikator_id VARCHAR, 
	indikator_ids VARCHAR NOT NULL, 
	komponen VARCHAR NOT NULL, 
	indikator VARCHAR NOT NULL, 
	langkah_aksi VARCHAR NOT NULL, 
	bukti_fisik VARCHAR NOT NULL, 
	target_waktu VARCHAR NOT NULL, 
	bulan VARCHAR NOT NULL, 
	bulan_bits INTEGER NOT NULL, 
	tahun_target INTEGER, 
	schedule_rest VARCHAR NOT NULL, 
	schedule_certain INTEGER NOT NULL, 
	page_first INTEGER NOT NULL, 
	page_last INTEGER NOT NULL, 
	confidence DOUBLE NOT NULL, 
	needs_review INTEGER NOT NULL, 
	notes VARCHAR NOT NULL, 
	candidates VARCHAR NOT NULL, 
	CONSTRAINT pk_plan_rows PRIMARY KEY (document_id, urutan), 
	CONSTRAINT ck_plan_rows_urutan CHECK (urutan >= 1), 
	CONSTRAINT ck_plan_rows_area_no CHECK (area_no BETWEEN 1 AND 6), 
	CONSTRAINT ck_plan_rows_komponen_no CHECK (komponen_no >= 1), 
	CONSTRAINT ck_plan_rows_bulan_bits CHECK (bulan_bits BETWEEN 0 AND 4095), 
	CONSTRAINT ck_plan_rows_starts_komponen CHECK (starts_komponen IN (0, 1)), 
	CONSTRAINT ck_plan_rows_schedule_certain CHECK (schedule_certain IN (0, 1)), 
	CONSTRAINT ck_plan_rows_needs_review CHECK (needs_review IN (0, 1)), 
	CONSTRAINT ck_plan_rows_confidence CHECK (confidence BETWEEN 0 AND 1), 
	CONSTRAINT ck_plan_rows_pages CHECK (page_first >= 1 AND page_first <= page_last), 
	CONSTRAINT fk_plan_rows_document_id FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
);
INSERT INTO "plan_rows" VALUES('d9f62dc6bdb1c178',1,0,'i',1,'["joined-tail"]',1,'Manajemen Perubahan',1,'90.P.1.i','90.P.1.i.a','90.P.1.i.a;90.P.1.i.b','Penyusunan Tim Kerja','Unit telah membentuk tim untuk ZI','Membentuk tim; DROP TABLE documents','=HYPERLINK(1)','Agustus-Oktober','8,9,10',896,2025,'minggu ke-2',0,3,4,0.6,1,'["x"]','[["90.P.1.i.b",0.71]]');
INSERT INTO "plan_rows" VALUES('d9f62dc6bdb1c178',2,0,'i',0,'["joined-tail"]',1,'Manajemen Perubahan',1,'90.P.1.i','90.P.1.i.b','90.P.1.i.b','Penyusunan Tim Kerja','Penentuan anggota','','-','','',0,NULL,'minggu ke-2',0,3,4,0.95,0,'["x"]','[["90.P.1.i.b",0.71]]');
CREATE TABLE problems (
	document_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	stage VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	message VARCHAR NOT NULL, 
	page INTEGER, 
	lost INTEGER NOT NULL, 
	CONSTRAINT pk_problems PRIMARY KEY (document_id, position), 
	CONSTRAINT ck_problems_stage CHECK (stage IN ('extract', 'normalize', 'run')), 
	CONSTRAINT ck_problems_lost CHECK (lost IN (0, 1)), 
	CONSTRAINT fk_problems_document_id FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
);
INSERT INTO "problems" VALUES('d9f62dc6bdb1c178',0,'extract','faint-rule','A rule is faint.',3,0);
INSERT INTO "problems" VALUES('d9f62dc6bdb1c178',1,'normalize','area-heading','The heading lies.',NULL,0);
CREATE TABLE row_indikator (
	document_id VARCHAR NOT NULL, 
	urutan INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	indikator_id VARCHAR NOT NULL, 
	CONSTRAINT pk_row_indikator PRIMARY KEY (document_id, urutan, position), 
	CONSTRAINT fk_row_indikator_document_id_urutan FOREIGN KEY(document_id, urutan) REFERENCES plan_rows (document_id, urutan) ON DELETE CASCADE
);
INSERT INTO "row_indikator" VALUES('d9f62dc6bdb1c178',1,1,'90.P.1.i.a');
INSERT INTO "row_indikator" VALUES('d9f62dc6bdb1c178',1,2,'90.P.1.i.b');
INSERT INTO "row_indikator" VALUES('d9f62dc6bdb1c178',2,1,'90.P.1.i.b');
CREATE TABLE steps (
	document_id VARCHAR NOT NULL, 
	urutan INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	step INTEGER NOT NULL, 
	span_start INTEGER NOT NULL, 
	span_end INTEGER NOT NULL, 
	"before" VARCHAR NOT NULL, 
	"after" VARCHAR NOT NULL, 
	method VARCHAR NOT NULL, 
	score DOUBLE NOT NULL, 
	CONSTRAINT pk_steps PRIMARY KEY (document_id, urutan, position, step), 
	CONSTRAINT fk_steps_document_id_urutan_position FOREIGN KEY(document_id, urutan, position) REFERENCES cells (document_id, urutan, position) ON DELETE CASCADE, 
	CONSTRAINT ck_steps_span CHECK (span_start >= 0 AND span_start <= span_end)
);
INSERT INTO "steps" VALUES('d9f62dc6bdb1c178',1,0,1,15,19,'Ke a','Kerja','noise',0.97);
INSERT INTO "steps" VALUES('d9f62dc6bdb1c178',2,0,1,15,19,'Ke a','Kerja','noise',0.97);
CREATE TABLE vocabulary_items (
	indikator_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	edisi VARCHAR NOT NULL, 
	area_no INTEGER NOT NULL, 
	area VARCHAR NOT NULL, 
	komponen_id VARCHAR NOT NULL, 
	komponen VARCHAR NOT NULL, 
	aspect VARCHAR NOT NULL, 
	indikator VARCHAR NOT NULL, 
	CONSTRAINT pk_vocabulary_items PRIMARY KEY (indikator_id), 
	CONSTRAINT ck_vocabulary_items_area_no CHECK (area_no BETWEEN 1 AND 6)
);
INSERT INTO "vocabulary_items" VALUES('52.I.1.a',0,'52/2014',1,'Manajemen Perubahan','52.I.1','Tim Kerja','pemenuhan','Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas');
INSERT INTO "vocabulary_items" VALUES('90.P.1.i.a',1,'90/2021',1,'Manajemen Perubahan','90.P.1.i','Penyusunan Tim Kerja','pemenuhan','Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas');
INSERT INTO "vocabulary_items" VALUES('90.P.1.i.b',2,'90/2021',1,'Manajemen Perubahan','90.P.1.i','Penyusunan Tim Kerja','pemenuhan','Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas');
CREATE UNIQUE INDEX uq_documents_content ON documents (sha256) WHERE same_as IS NULL AND sha256 <> '';
CREATE INDEX ix_people_corrections_sha256 ON people_corrections (sha256);
CREATE INDEX ix_row_indikator_indikator_id ON row_indikator (indikator_id);
CREATE VIEW rencana_aksi AS SELECT r.document_id, d.file, d.sha256, d.lembaga, d.wilayah, d.kode_wilayah, d.provinsi, d.nomor_sk,
       d.tahun_sk, d.tanggal_sk, d.tahun_rencana, d.edisi, r.urutan, r.area_no, r.area, r.komponen_no,
       r.komponen_id, r.komponen, r.indikator_id, r.indikator_ids, r.indikator, r.langkah_aksi,
       r.bukti_fisik, r.target_waktu, r.bulan, r.tahun_target, r.page_first, r.page_last, r.confidence,
       r.needs_review
FROM plan_rows r
JOIN documents d ON d.id = r.document_id
ORDER BY r.document_id, r.urutan;
CREATE VIEW cell AS SELECT c.document_id, c.urutan, c.kolom, COALESCE(p.raw, c.raw) AS raw, COALESCE(p.text, c.text) AS text,
       c.confidence, c.needs_review, p.page, p.x0, p.y0, p.x1, p.y1, COALESCE(p.part, 1) AS part, c.shared
FROM cells c
JOIN documents d ON d.id = c.document_id
LEFT JOIN cell_parts p
       ON p.document_id = c.document_id AND p.urutan = c.urutan AND p.position = c.position;
CREATE VIEW correction AS SELECT s.document_id, s.urutan, c.kolom, s.before AS raw, s.after AS repaired, s.method, s.score,
       'machine' AS corrected_by, d.loaded_at AS corrected_at
FROM steps s
JOIN cells c ON c.document_id = s.document_id AND c.urutan = s.urutan AND c.position = s.position
JOIN documents d ON d.id = s.document_id
UNION ALL
SELECT d.id, k.urutan, k.kolom, k.before, k.after, 'person', 1.0, k.corrected_by, k.corrected_at
FROM people_corrections k
JOIN documents d ON d.sha256 = k.sha256 AND d.same_as IS NULL;
CREATE VIEW document AS SELECT d.id AS document_id, d.file, d.sha256, d.status, d.reason, d.pages, d.table_pages,
       d.row_count AS "rows", d.words_read, d.words_in_cells, d.words_outside, d.seconds, d.engine,
       d.dictionary_version, d.loaded_at, d.words_in_headers
FROM documents d;
CREATE VIEW vocabulary AS SELECT indikator_id, edisi, area_no, komponen_id, komponen, indikator FROM vocabulary_items;
CREATE VIEW crosswalk AS SELECT old_id, new_id, kind FROM crosswalk_items;
COMMIT;
